package io.conveyor.processes.flow;

import io.conveyor.BlockId;
import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.PipelineSettings;
import io.conveyor.RemoteException;
import io.conveyor.control.Counters;
import io.conveyor.control.Frame;
import io.conveyor.processes.plan.Party;
import io.conveyor.processes.plan.Role;
import io.conveyor.stage.RemoteThrowables;
import io.conveyor.worker.carrier.MergeLoop;
import io.conveyor.worker.carrier.PipeStage;
import io.conveyor.worker.carrier.StageReports;
import io.conveyor.worker.carrier.WorkerPlan;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A party that runs on a thread of the launcher: a relay, a merge, or a stage that asks for it. */
public final class LauncherThread implements AutoCloseable, StageReports {

  private static final Logger LOG = LoggerFactory.getLogger(LauncherThread.class);
  private static final long DEADLINE_SECONDS = 10;

  /** What such a thread tells of. */
  public interface Listener {

    /** The task failed in a run. */
    void failed(Party party, Frame.Failed failure);

    /**
     * A block is to be kept as a dead letter.
     *
     * @param letter what is known of it
     * @param block a batch of the one block
     * @throws ConveyorException if it cannot be kept
     */
    void aside(Party party, Frame.DeadLetter letter, byte[] block);

    /** The thread has ended without having been told to. */
    void broken(Party party, Throwable thrown);
  }

  private final Party party;
  private final Path directory;
  private final WorkerPlan plan;
  private final PipelineSettings settings;
  private final @Nullable CommonMemory memory;
  private final Counters counters;
  private final Listener listener;

  /** Once it is ready, what ends it. */
  private final CompletableFuture<Runnable> stop = new CompletableFuture<>();

  private final Thread thread;

  /**
   * Starts a thread and waits until it is ready.
   *
   * @param party who it is
   * @param directory the run directory
   * @param plan the party's plan
   * @param settings the pipeline's settings
   * @param memory the pipeline's shared memory, if it has one
   * @param counters where to count
   * @param listener told of failures
   * @throws ConveyorException if the task cannot be opened
   */
  public LauncherThread(
      Party party,
      Path directory,
      WorkerPlan plan,
      PipelineSettings settings,
      @Nullable CommonMemory memory,
      Counters counters,
      Listener listener) {
    this.party = party;
    this.directory = directory;
    this.plan = plan;
    this.settings = settings;
    this.memory = memory;
    this.counters = counters;
    this.listener = listener;
    this.thread = new Thread(this::run, "conveyor " + plan.stage());
    thread.setDaemon(true);
    thread.setContextClassLoader(settings.classLoader());
    thread.start();
    awaitReady();
  }

  private void awaitReady() {
    try {
      stop.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ConveyorException(
          Category.START_FAILED,
          "stage '%s' cannot start: %s".formatted(plan.stage(), cause),
          cause);
    }
  }

  private void run() {
    try {
      if (party.role() == Role.MERGE) {
        merge();
      } else {
        runStage();
      }
    } catch (Throwable e) {
      if (!stop.completeExceptionally(e)) {
        listener.broken(party, e);
      }
    }
  }

  private void merge() {
    try (MergeLoop merge = new MergeLoop(directory, directory, plan, counters)) {
      stop.complete(merge::stop);
      merge.run();
    }
  }

  private void runStage() throws Exception {
    try (PipeStage stage =
        PipeStage.open(
            directory, directory, plan, memory, settings.classLoader(), counters, this, () -> {})) {
      stop.complete(stage::stop);
      stage.run();
      closeTask(stage);
    }
  }

  @Override
  public void failed(int run, @Nullable BlockId block, Throwable thrown) {
    Category category =
        thrown instanceof ConveyorException known ? known.category() : Category.RUN_FAILED;
    listener.failed(
        party, new Frame.Failed(run, block, category, RemoteThrowables.describe(thrown)));
  }

  @Override
  public void deadLetter(int run, BlockId id, int tries, byte[] block, @Nullable Throwable thrown) {
    RemoteException described = thrown == null ? null : RemoteThrowables.describe(thrown);
    listener.aside(party, new Frame.DeadLetter(party.number(), run, id, tries, described), block);
  }

  private void closeTask(PipeStage stage) {
    try {
      stage.closeTask();
    } catch (Exception e) {
      LOG.error("the task of stage '{}' failed to close", plan.stage(), e);
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
