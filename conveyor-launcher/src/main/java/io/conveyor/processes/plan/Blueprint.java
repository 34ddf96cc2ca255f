package io.conveyor.processes.plan;

import java.util.List;

/**
 * A plan before it has a directory: who reads and writes what.
 *
 * @param partyCount how many parties there are, the feeder and the sink included
 * @param feeds all feeds; the first is the pipeline's input
 * @param parties all parties but the feeder and the sink
 * @param results what the sink reads
 */
public record Blueprint(
    int partyCount, List<Feed> feeds, List<Party> parties, List<Reading> results) {

  public Blueprint {
    feeds = List.copyOf(feeds);
    parties = List.copyOf(parties);
    results = List.copyOf(results);
  }

  /** Returns a party that is neither the feeder nor the sink. */
  public Party party(int number) {
    return parties.stream()
        .filter(party -> party.number() == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no party " + number));
  }
}
