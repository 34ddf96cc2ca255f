package io.conveyor.worker.carrier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inputs of a stage, which are read in turn. */
final class PipeInputs {

  private final List<PipeInput> inputs;
  private int turn;
  private int ended;

  /**
   * Creates inputs.
   *
   * @param first which of them is read first
   */
  PipeInputs(List<PipeInput> inputs, int first) {
    this.inputs = inputs;
    this.turn = first;
  }

  /** Returns the only input, of a stage that counts on its blocks' numbers. */
  PipeInput sole() {
    return inputs.get(0);
  }

  /** Goes to the next batch of some input, taking note of those that end; null if there is none. */
  @Nullable PipeInput poll(RunState run) {
    run.look();
    for (int i = inputs.size(); i > 0; i--) {
      PipeInput input = inputs.get(turn);
      turn = turn + 1 == inputs.size() ? 0 : turn + 1;
      if (input.poll()) {
        if (!input.isEndOfRun()) {
          return input;
        }
        end(input, run);
      }
    }
    return null;
  }

  private void end(PipeInput input, RunState run) {
    if (run.enterEnd(input.run())) {
      input.reachEnd();
      run.endedBy(input.writer());
      ended++;
    } else {
      input.passEnd();
    }
  }

  boolean haveEnded() {
    return ended == inputs.size();
  }

  boolean mayHaveBatch() {
    for (PipeInput input : inputs) {
      if (input.hasInput()) {
        return true;
      }
    }
    return false;
  }

  /** Another run may come. */
  void endRun() {
    ended = 0;
    inputs.forEach(PipeInput::endRun);
  }

  /** What was acknowledged since the last time is not needed any more. */
  void release() {
    inputs.forEach(PipeInput::release);
  }

  /** Nothing before what is acknowledged is needed any more, nor any mark. */
  void releaseAll() {
    inputs.forEach(input -> input.releaseBefore(input.acknowledged()));
  }
}
