package io.conveyor.worker.carrier;

import io.conveyor.codec.BatchEncoder;
import io.conveyor.codec.BlockCodec;
import io.conveyor.pipe.PipeWriter;
import java.util.function.BooleanSupplier;

/** The output pipe of a stage, and the results that are to be its next document. */
final class PipeOutput {

  private final PipeWriter pipe;
  private final BatchEncoder encoder;
  private final boolean ordered;
  private int mostBlocks;

  /**
   * Creates an output.
   *
   * @param ordered whether results are put into order behind it: then a document without any is to
   *     be seen too, since it says which blocks have none, and documents are passed on as they are,
   *     so that they must not refer to a pipe's own ring
   */
  static PipeOutput of(PipeWriter pipe, BlockCodec codec, boolean ordered) {
    return new PipeOutput(pipe, ordered ? codec.encoder() : codec.encoder(pipe.space()), ordered);
  }

  private PipeOutput(PipeWriter pipe, BatchEncoder encoder, boolean ordered) {
    this.pipe = pipe;
    this.encoder = encoder;
    this.ordered = ordered;
    mostBlocks = Math.max(1, pipe.roomInBlocks());
  }

  /** Returns the run of the last document; 0 if there is none. */
  int lastRun() {
    return pipe.lastRun();
  }

  /** Returns the last run whose end was appended. */
  int lastEndedRun() {
    return pipe.runEnded() ? pipe.lastRun() : pipe.lastRun() - 1;
  }

  void add(Object result) {
    encoder.add(result);
  }

  boolean isEmpty() {
    return encoder.count() == 0;
  }

  /** Returns whether there is enough for a document. */
  boolean isFull() {
    return encoder.isFull() || encoder.count() >= mostBlocks;
  }

  void clear() {
    encoder.clear();
  }

  boolean hasRoom() {
    return pipe.hasRoom();
  }

  /** Returns how many blocks are out. */
  long blocks() {
    return pipe.nextSequence();
  }

  /** Appends what there is, and returns how many bytes that took. */
  long append(int run, CommitVector vector) {
    if (encoder.count() == 0 && !ordered) {
      pipe.appendCommit(run, vector.words());
    } else {
      pipe.append(run, encoder.count(), encoder.bytes(), encoder.size(), vector.words());
    }
    long bytes = encoder.weight();
    encoder.clear();
    mostBlocks = Math.max(1, pipe.roomInBlocks());
    return bytes;
  }

  void appendEndOfRun(int run, CommitVector vector) {
    pipe.appendEndOfRun(run, vector.words());
  }

  boolean awaitRoom(BooleanSupplier giveUp) {
    return pipe.awaitRoom(giveUp);
  }

  void close() {
    pipe.close();
  }
}
