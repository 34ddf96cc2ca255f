package io.conveyor.stage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The half of a {@link StageIo} that is the same for all engines that push blocks, instead of
 * letting stages poll them: an operator of a distributed engine, or one thread that carries a block
 * through a whole pipeline. Each call returns when the stage has nothing to do but to wait. It does
 * one run.
 *
 * <p>Work by block and by window is done on the thread that pushes. A function over a stream asks
 * for blocks itself, so it has a thread of its own, which runs only while the thread that pushes
 * waits for it:
 *
 * <pre>
 *   push(batch) ──turn──▶ function asks for a block and gets it ... asks for the next: await()
 *     returns   ◀──turn────────────────────────────────────────────────────────────────┘
 * </pre>
 */
abstract class PushedStageIo implements StageIo {

  private final Turns turns = new Turns();
  private @Nullable StageLoop loop;
  private @Nullable Batch pushed;
  private boolean inputsEnded;
  private boolean runEnded;

  /** Creates one that has no stage yet. */
  protected PushedStageIo() {}

  /** Makes it carry a task. */
  public final void carry(StageTask task) {
    loop = task.loop(this);
  }

  /** Hands a batch to the stage, which is done with it when this returns, or holds none of it. */
  public final void push(Batch batch) {
    pushed = batch;
    proceed();
  }

  /** All inputs have come to the end of the run. If the run is dropped, the stage just ends. */
  public final void endInputs() {
    if (!runEnded) {
      inputsEnded = true;
      proceed();
    }
  }

  /** Lets a producer emit its next block; false if it has no more, or the task is no producer. */
  public final boolean produce() {
    return loop().produce();
  }

  private void proceed() {
    StageLoop stage = loop();
    if (turns.hasBegun()) {
      turns.give();
    } else if (stage.polls() && !isDropped()) {
      turns.begin("conveyor stream", stage::run);
    } else {
      stage.runUntilIdle();
    }
  }

  private StageLoop loop() {
    return Objects.requireNonNull(loop, "carry() comes first");
  }

  @Override
  public final @Nullable Batch poll() {
    Batch next = pushed;
    pushed = null;
    return next;
  }

  @Override
  public final boolean inputsEnded() {
    return inputsEnded;
  }

  @Override
  public final boolean isStopped() {
    return runEnded;
  }

  @Override
  public final void await() {
    commit();
    turns.back();
  }

  @Override
  public void endRun() {
    commit();
    inputsEnded = false;
    runEnded = true;
  }
}
