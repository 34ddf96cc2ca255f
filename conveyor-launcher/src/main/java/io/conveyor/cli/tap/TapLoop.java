package io.conveyor.cli.tap;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Goes round the pipes of a tap until it is ended, or nothing more can come. */
final class TapLoop {

  /** How many blocks of a pipe are dealt with before it is another's turn. */
  private static final int TURN = 256;

  private final List<TapReader> readers;
  private final TapLines lines;
  private final TapCounts counts;
  private final TapPace pace;
  private final long limit;

  TapLoop(List<TapReader> readers, TapReader.Shown shown, TapPace pace, long limit) {
    this.readers = readers;
    this.lines = shown.lines();
    this.counts = shown.counts();
    this.pace = pace;
    this.limit = limit;
  }

  /**
   * Shows blocks.
   *
   * @param isOver whether nothing more is appended
   * @param isEnded whether nobody wants more
   */
  void run(BooleanSupplier isOver, BooleanSupplier isEnded) throws IOException {
    while (!isEnded.getAsBoolean() && !isFull()) {
      boolean over = isOver.getAsBoolean(); // First: what comes before that is seen.
      pace.fill();
      boolean any = round(over);
      lines.flush();
      if (over && !any) {
        readers.forEach(TapReader::finish);
        return;
      }
      rest(over, any);
    }
  }

  private boolean isFull() {
    return counts.shown >= limit;
  }

  private boolean round(boolean over) {
    boolean any = false;
    for (TapReader reader : readers) {
      any |= turn(reader, over);
    }
    return any;
  }

  /** What a run leaves that is over costs it nothing. */
  private boolean turn(TapReader reader, boolean over) {
    boolean any = false;
    for (int i = 0; i < TURN && !isFull(); i++) {
      boolean free = over || reader.isInThePast() || !pace.isUsedUp();
      if (!free || !reader.step(pace)) {
        break;
      }
      any = true;
    }
    return any;
  }

  private void rest(boolean over, boolean any) {
    if (pace.isUsedUp() && !over) {
      readers.forEach(reader -> reader.keepUp(pace.perSecond()));
    }
    if (!any || pace.isUsedUp() && !over) {
      pace.pause(!any);
    }
  }
}
