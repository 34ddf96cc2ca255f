package io.conveyor.processes.plan;

import java.util.List;

/**
 * A plan before it has a directory: who reads and writes what.
 *
 * @param participantCount how many participants there are, the feeder and the sink included
 * @param feeds all feeds; the first is the pipeline's input
 * @param participants all participants but the feeder and the sink
 * @param results what the sink reads
 */
public record Blueprint(
    int participantCount, List<Feed> feeds, List<Participant> participants, List<Reading> results) {

  public Blueprint {
    feeds = List.copyOf(feeds);
    participants = List.copyOf(participants);
    results = List.copyOf(results);
  }

  /** Returns a participant that is neither the feeder nor the sink. */
  public Participant participant(int number) {
    return participants.stream()
        .filter(participant -> participant.number() == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no participant " + number));
  }
}
