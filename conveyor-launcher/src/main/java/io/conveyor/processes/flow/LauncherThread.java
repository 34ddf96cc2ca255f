package io.conveyor.processes.flow;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.FailedBlock;
import io.conveyor.PipelineEvent;
import io.conveyor.RemoteException;
import io.conveyor.control.Frame;
import io.conveyor.processes.plan.Participant;
import io.conveyor.processes.plan.Role;
import io.conveyor.processes.rundir.RunStore;
import io.conveyor.processes.supervise.DeadLetterDesk;
import io.conveyor.processes.supervise.FailureReport;
import io.conveyor.processes.supervise.PipelineEvents;
import io.conveyor.processes.supervise.StartFailure;
import io.conveyor.stage.RemoteThrowables;
import io.conveyor.worker.carrier.MergeLoop;
import io.conveyor.worker.carrier.PipeStage;
import io.conveyor.worker.carrier.StageReports;
import io.conveyor.worker.plan.WorkerPlan;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A participant that runs on a thread of the launcher: a relay, a merge, or a stage that asks for
 * it.
 */
final class LauncherThread implements AutoCloseable, StageReports {

  private static final long DEADLINE_SECONDS = 10;

  private final Participant participant;
  private final WorkerPlan plan;
  private final RunStore store;
  private final ClassLoader classes;
  private final DeadLetterDesk deadLetters;
  private final PipelineEvents events;

  /** Once it is ready, what ends it. */
  private final CompletableFuture<Runnable> stop = new CompletableFuture<>();

  private final Thread thread;

  private LauncherThread(
      Participant participant,
      WorkerPlan plan,
      RunStore store,
      ClassLoader classes,
      DeadLetterDesk deadLetters,
      PipelineEvents events) {
    this.participant = participant;
    this.plan = plan;
    this.store = store;
    this.classes = classes;
    this.deadLetters = deadLetters;
    this.events = events;
    this.thread = new Thread(this::run, "conveyor " + plan.stage());
    thread.setDaemon(true);
    thread.setContextClassLoader(classes);
  }

  /**
   * Starts a thread and waits until it is ready.
   *
   * @param participant who it is
   * @param plan the participant's plan
   * @param store where the run lies
   * @param classes finds the classes of jobs
   * @param deadLetters keeps blocks that the task cannot do
   * @param events notified of failures
   * @throws ConveyorException if the task cannot be opened
   */
  static LauncherThread start(
      Participant participant,
      WorkerPlan plan,
      RunStore store,
      ClassLoader classes,
      DeadLetterDesk deadLetters,
      PipelineEvents events) {
    LauncherThread started =
        new LauncherThread(participant, plan, store, classes, deadLetters, events);
    started.thread.start();
    started.awaitReady();
    return started;
  }

  private void awaitReady() {
    try {
      stop.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      ConveyorException known = cause instanceof ConveyorException ours ? ours : null;
      throw new ConveyorException(
          StartFailure.category(known == null ? null : known.category()),
          "stage '%s' cannot start: %s"
              .formatted(plan.stage(), known == null ? cause : known.getMessage()),
          cause);
    }
  }

  private void run() {
    try {
      if (participant.role() == Role.MERGE) {
        merge();
      } else {
        runStage();
      }
    } catch (Throwable e) {
      if (!stop.completeExceptionally(e)) {
        events.broken(
            e instanceof ConveyorException known
                ? known
                : new ConveyorException(Category.RUN_FAILED, participant.stage() + ": " + e, e));
      }
    }
  }

  private void merge() {
    try (MergeLoop merge = new MergeLoop(store.path(), store.sockets(), plan, store.counters())) {
      stop.complete(merge::stop);
      merge.run();
    }
  }

  private void runStage() throws Exception {
    try (PipeStage stage =
        PipeStage.open(
            store.path(),
            store.sockets(),
            plan,
            store.memory(),
            classes,
            store.counters(),
            this,
            () -> {})) {
      stop.complete(stage::stop);
      stage.run();
      closeTask(stage);
    }
  }

  @Override
  public void failed(int run, @Nullable FailedBlock block, Throwable thrown) {
    Category category = RemoteThrowables.category(thrown);
    RemoteException described = RemoteThrowables.describe(thrown);
    events.failed(run, participant, FailureReport.of(participant, block, category, described));
  }

  @Override
  public void deadLetter(int run, BlockId id, int tries, byte[] block, @Nullable Throwable thrown) {
    RemoteException described = thrown == null ? null : RemoteThrowables.describe(thrown);
    deadLetters.keep(new Frame.DeadLetter(participant.number(), run, id, tries, described), block);
  }

  @Override
  public void happened(PipelineEvent.BlockFailed event) {
    events.happened(event);
  }

  private void closeTask(PipeStage stage) {
    try {
      stage.closeTask();
    } catch (Throwable e) {
      failed(Frame.AT_CLOSE, null, e);
    }
  }

  @Override
  public void close() {
    stop.join().run();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
