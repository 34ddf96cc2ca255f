package io.conveyor.processes.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

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

  /**
   * Returns all participants whose blocks reach one, other than itself; the feeder is one of them.
   */
  public Set<Integer> upstreamOf(int number) {
    return reachable(number, this::writersTo);
  }

  /** Returns all participants that the blocks of one reach, other than itself and the sink. */
  public Set<Integer> downstreamOf(int number) {
    return reachable(number, this::readersOf);
  }

  /** Returns the other workers of a participant's stage. */
  public Set<Integer> besides(int number) {
    return participants.stream()
        .filter(other -> other.number() != number && writersOf(other.output()).contains(number))
        .map(Participant::number)
        .collect(Collectors.toSet());
  }

  private static Set<Integer> reachable(int number, IntFunction<Set<Integer>> next) {
    Set<Integer> found = new HashSet<>();
    Deque<Integer> open = new ArrayDeque<>(next.apply(number));
    while (!open.isEmpty()) {
      int each = open.pop();
      if (found.add(each)) {
        open.addAll(next.apply(each));
      }
    }
    return found;
  }

  private Set<Integer> writersTo(int number) {
    return participants.stream()
        .filter(participant -> participant.number() == number)
        .flatMap(participant -> participant.readings().stream())
        .flatMap(reading -> writersOf(reading.feed()).stream())
        .collect(Collectors.toSet());
  }

  private Set<Integer> readersOf(int number) {
    return participants.stream()
        .filter(
            participant ->
                participant.readings().stream()
                    .anyMatch(reading -> writersOf(reading.feed()).contains(number)))
        .map(Participant::number)
        .collect(Collectors.toSet());
  }

  private static Set<Integer> writersOf(Feed feed) {
    return feed.pipes.stream().map(Feed.Pipe::writer).collect(Collectors.toSet());
  }

  /** Returns a participant that is neither the feeder nor the sink. */
  public Participant participant(int number) {
    return participants.stream()
        .filter(participant -> participant.number() == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no participant " + number));
  }
}
