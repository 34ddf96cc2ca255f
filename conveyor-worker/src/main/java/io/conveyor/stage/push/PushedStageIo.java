package io.conveyor.stage.push;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.spi.OwnThread;
import io.conveyor.stage.Batch;
import io.conveyor.stage.StageContext;
import io.conveyor.stage.StageIo;
import io.conveyor.stage.StageLoop;
import io.conveyor.stage.StageTask;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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
public abstract class PushedStageIo implements StageIo {

  /** How long a pause lasts before it looks whether anybody still waits for results. */
  private static final long PAUSE_SLICE_NANOS = 50_000_000;

  private final Turns turns = new Turns();
  private @Nullable StageTask task;
  private @Nullable StageLoop loop;
  private @Nullable Batch pushed;
  private boolean inputsEnded;
  private boolean runEnded;

  /** Creates one that has no stage yet. */
  protected PushedStageIo() {}

  /** Makes it carry a task. */
  public final void carry(StageTask carried) {
    task = carried;
    loop = carried.loop(this);
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
    OwnThread.forgetInterrupt(); // The job of the stage before may have interrupted its thread.
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

  // What only an engine needs that recovers a worker in the middle of a run.

  @Override
  public void acknowledge(Batch batch, long before) {}

  @Override
  public void done(Batch batch) {}

  @Override
  public void enter(Batch batch, long sequence) {}

  @Override
  public void leave() {}

  @Override
  public void emitNext(Object result) {
    emit(result);
  }

  @Override
  public void emittedAll() {}

  // Such an engine ends a run by interrupting its threads, or its caller does.

  @Override
  public boolean endsRun(Throwable thrown) {
    return thrown instanceof InterruptedException && !OwnThread.isCurrent();
  }

  @Override
  public void pause(long nanos) {
    commit();
    long end = System.nanoTime() + nanos;
    try {
      for (long left = nanos; left > 0; left = end - System.nanoTime()) {
        requireWanted();
        OwnThread.forgetInterrupt();
        pauseSlice(Math.min(left, PAUSE_SLICE_NANOS));
      }
    } catch (InterruptedException e) {
      throw new ConveyorException(Category.INTERRUPTED, "interrupted before a retry", e);
    }
  }

  private static void pauseSlice(long nanos) throws InterruptedException {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      if (!OwnThread.isCurrent()) {
        throw e;
      }
    }
  }

  @Override
  public final void fail(Throwable thrown) {
    commit();
    failed(context().failure(thrown));
  }

  private StageContext context() {
    return Objects.requireNonNull(task).context();
  }

  /** The run fails: the first failure of a run is what its caller gets. */
  protected abstract void failed(ConveyorException failure);
}
