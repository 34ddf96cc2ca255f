package io.conveyor.processes.registry;

import io.conveyor.ConveyorException;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.control.Counters.Phase;
import io.conveyor.owned.RunMarker;
import io.conveyor.processes.plan.Planner;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that is open, or can be resumed, as it is now.
 *
 * @param card what it says of itself
 * @param state {@code starting}, {@code idle}, {@code running}, {@code draining}, or {@code
 *     resumable} when its launcher is gone
 * @param blocksIn how many inputs it has taken since it was begun
 * @param blocksOut how many results it has given since it was begun
 */
public record KnownRun(RunCard card, String state, long blocksIn, long blocksOut) {

  private static final String RESUMABLE = "resumable";

  /** Returns what is to be seen of a run; null if that is nothing. */
  static @Nullable KnownRun of(RunCard card) {
    try {
      Counters counters = Counters.open(card.directory());
      Phase phase = isLaunched(card) ? counters.phase() : Phase.CLOSED;
      return new KnownRun(
          card,
          phase == Phase.CLOSED ? RESUMABLE : phase.name().toLowerCase(Locale.ROOT),
          counters.get(Planner.FEEDER, Counter.BLOCKS_OUT),
          counters.get(Planner.SINK, Counter.BLOCKS_IN));
    } catch (ConveyorException e) {
      return null; // It has just come to its end, or is of another version.
    }
  }

  /** Returns whether nobody runs it, or can resume it. */
  static boolean isGone(RunCard card) {
    return !isLaunched(card) && !isResumable(card);
  }

  /** Returns whether nobody does anything for it any more, until it is resumed. */
  public boolean isLeft() {
    return !isLaunched(card);
  }

  /** Returns whether the launcher lives, which started at the very moment that the card says. */
  private static boolean isLaunched(RunCard card) {
    return card.launched().equals(ProcessStart.of(card.pid()));
  }

  /** The lock itself is left alone: who tries it could be in the way of a launcher that starts. */
  private static boolean isResumable(RunCard card) {
    RunMarker marker = card.durable() ? RunMarker.in(card.directory()) : null;
    return marker != null && marker.use() == RunMarker.Use.BEGUN;
  }
}
