package io.conveyor.cli.tap;

import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Controls;
import java.util.HashSet;
import java.util.Set;

/** What is said beside the blocks: on stderr, and no more of it than somebody reads. */
final class TapNotes {

  private static final long SECOND = 1_000_000_000;

  private final Console console;
  private final Set<String> said = new HashSet<>();
  private long lostSaidAt = System.nanoTime() - SECOND;

  TapNotes(Console console) {
    this.console = console;
  }

  void say(String what) {
    console.say("conveyor: " + Controls.name(what));
  }

  /** Says something if nothing of that kind was said before. */
  void once(String kind, String what) {
    if (said.add(kind)) {
      say(what);
    }
  }

  /** Says which blocks cannot be shown; at most once a second, as all are counted. */
  void lost(TapPoint point, long from, long to) {
    long now = System.nanoTime();
    if (now - lostSaidAt >= SECOND) {
      lostSaidAt = now;
      say(
          "%s: lost blocks %d:%d to %d:%d, overwritten or deleted before they were read"
              .formatted(point.name(), point.pipe().id(), from, point.pipe().id(), to - 1));
    }
  }
}
