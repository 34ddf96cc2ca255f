package io.conveyor.cli.tap;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.letters.LetterBlocks;
import io.conveyor.codec.BatchDecoder;
import io.conveyor.pipe.PipeTap;

/** Takes the blocks of one pipe, one after the other, and decodes only what is asked for. */
final class TapReader implements AutoCloseable {

  /**
   * What all readers of a tap have in common.
   *
   * @param sample which blocks are looked at
   * @param filter which of these are shown
   */
  record Shown(
      TapSample sample, TapFilter filter, TapLines lines, TapCounts counts, TapNotes notes) {}

  private final TapPoint point;
  private final PipeTap tap;
  private final BatchDecoder decoder;
  private final Shown shown;

  /** The blocks before it had passed before this began. */
  private final long past;

  /** The first block that was not dealt with. */
  private long next;

  /** Of the current document. */
  private long end;

  /** Whether blocks that do not come after those before are missed. */
  private boolean begun;

  TapReader(TapPoint point, TapStart start, BatchDecoder decoder, Shown shown) {
    this.point = point;
    this.decoder = decoder;
    this.shown = shown;
    tap = PipeTap.open(point.pipe());
    past = tap.end();
    begun = start.isNow();
    if (begun) {
      tap.skipToEnd();
    }
    next = begun ? tap.position() : start.in(tap);
  }

  /** Returns whether the next block had passed before this began. */
  boolean isInThePast() {
    return next < past;
  }

  /**
   * Deals with the next block of the sample, within its document.
   *
   * @param pace is used up by blocks that are decoded, but for those of the past
   * @return false if there is none now
   */
  boolean step(TapPace pace) {
    if (!fetch()) {
      return false;
    }
    long first = shown.sample().first(point.pipe().id(), next, end);
    shown.counts().sampledOut += first - next;
    next = first;
    if (next < end) {
      look(pace);
    }
    return true;
  }

  private void look(TapPace pace) {
    int worker = point.worker(next, tap.runStart());
    if (worker == TapPoint.OF_OTHERS) {
      next++;
      return;
    }
    if (!isInThePast()) {
      pace.use();
    }
    take(worker);
  }

  /** Finds the document of the next block. */
  private boolean fetch() {
    while (next >= end) {
      if (!nextDocument()) {
        return false;
      }
      if (begun && tap.sequence() > next) {
        lose(tap.sequence());
      }
      next = Math.max(next, tap.sequence());
      end = tap.sequence() + tap.count();
      begun |= next < end;
    }
    return true;
  }

  private boolean nextDocument() {
    try {
      if (!tap.next()) {
        return false;
      }
      decoder.reset(tap.payload(), 0, tap.payloadLength(), tap.count(), tap::ring);
      return true;
    } catch (ConveyorException e) {
      if (tap.isGone()) {
        return false;
      }
      throw e;
    }
  }

  private void take(int worker) {
    int index = (int) (next - tap.sequence());
    decoder.skipTo(index);
    long before = decoder.blockBytes();
    try {
      Object block = decoder.next();
      if (tap.isWhole()) {
        show(worker, block);
      } else {
        lose(end);
        return;
      }
    } catch (ConveyorException e) {
      if (!tap.isWhole() || tap.isGone()) {
        lose(end);
        return;
      }
      undecoded(worker, decoder.blockBytes() - before, e);
    }
    next++;
  }

  private void undecoded(int worker, long bytes, ConveyorException e) {
    if (e.category() == Category.CORRUPT || e.category() == Category.USAGE) {
      throw e;
    }
    String missing = LetterBlocks.missingClass(e);
    if (missing != null) {
      shown
          .notes()
          .once(
              "class " + missing,
              "the class %s is not where the run had it; name the pipeline file that has it, with --pipeline"
                  .formatted(missing));
    }
    String why =
        missing == null ? String.valueOf(e.getMessage()) : "its class " + missing + " is not here";
    shown.counts().shown++;
    shown.lines().addUndecoded(point, worker, tap.run(), next, bytes, why);
  }

  private void show(int worker, Object block) {
    if (passes(block)) {
      shown.counts().shown++;
      shown.lines().add(point, worker, tap.run(), next, block);
    }
  }

  private boolean passes(Object block) {
    try {
      boolean passes = shown.filter().passes(block);
      shown.counts().filteredOut += passes ? 0 : 1;
      return passes;
    } catch (ConveyorException e) {
      throw e;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      shown.counts().filterFailed++;
      shown
          .notes()
          .once(
              "filter",
              "the filter throws over block %d:%d: %s".formatted(point.pipe().id(), next, e));
      return false;
    }
  }

  /** Passes by what is there if that is more than so many blocks. */
  void keepUp(long most) {
    if (!isInThePast() && tap.end() - next > most) {
      tap.skipToEnd();
      shown.counts().skipped += Math.max(0, tap.position() - next);
      next = Math.max(next, tap.position());
      shown
          .notes()
          .once(
              "skipped",
              "more blocks pass than are looked at, which are %,d a second (--rate); the others are counted"
                  .formatted(most));
    }
  }

  /** Counts what was there and can be had no more, once nothing more can come. */
  void finish() {
    if (begun && tap.end() > next) {
      lose(tap.end());
    }
  }

  private void lose(long to) {
    shown.counts().lost += to - next;
    shown.notes().lost(point, next, to);
    next = to;
  }

  @Override
  public void close() {
    tap.close();
  }
}
