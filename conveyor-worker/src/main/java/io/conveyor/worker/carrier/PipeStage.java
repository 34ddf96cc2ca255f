package io.conveyor.worker.carrier;

import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Task;
import io.conveyor.bell.Doorbell;
import io.conveyor.codec.BlockCodec;
import io.conveyor.codec.types.JavaObjects;
import io.conveyor.control.Counters;
import io.conveyor.face.Face;
import io.conveyor.pipe.PipeReader;
import io.conveyor.pipe.PipeWriter;
import io.conveyor.pipe.Pipes;
import io.conveyor.spi.OwnThread;
import io.conveyor.stage.StageContext;
import io.conveyor.stage.StageLoop;
import io.conveyor.stage.StageTask;
import io.conveyor.worker.plan.WorkerPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a plan, opened: its pipes, its task, and the loop that runs it. For the thread that
 * opened it, but for {@link #stop}.
 */
public final class PipeStage implements AutoCloseable {

  private final StageTask task;
  private final StagePipes pipes;
  private final PipeIo io;
  private final StageLoop loop;

  private PipeStage(StageTask task, StagePipes pipes, PipeIo io) {
    this.task = task;
    this.pipes = pipes;
    this.io = io;
    this.loop = task.loop(io);
  }

  /**
   * Opens the task and the pipes of a plan; none of the pipes stays open if that fails.
   *
   * @param directory the run directory
   * @param sockets the directory of the run's sockets
   * @param plan the plan
   * @param memory the shared memory, if there is one
   * @param classes finds the classes of jobs and blocks
   * @param counters where to count
   * @param reports takes failures and dead letters
   * @param beforeCommit done before results are committed, and now and then on another thread
   * @throws Exception whatever the task's class or its {@link Task#open} throws
   */
  public static PipeStage open(
      Path directory,
      Path sockets,
      WorkerPlan plan,
      @Nullable CommonMemory memory,
      ClassLoader classes,
      Counters counters,
      StageReports reports,
      Runnable beforeCommit)
      throws Exception {
    StageTask task = openTask(plan, memory, classes);
    if (plan.observed()) {
      task.context().observedBy(reports::happened);
    }
    BlockCodec codec = BlockCodec.create(classes, plan.largestBlock());
    StagePipes pipes = openPipes(directory, sockets, plan, codec, task);
    try {
      PipeIo io =
          new PipeIo(
              task.context(),
              pipes,
              codec,
              plan.durable(),
              new StageCounters(counters, plan.participant()),
              reports,
              beforeCommit);
      return new PipeStage(task, pipes, io);
    } catch (Throwable e) {
      pipes.close();
      throw e;
    }
  }

  private static StageTask openTask(
      WorkerPlan plan, @Nullable CommonMemory memory, ClassLoader classes) throws Exception {
    StageContext context =
        new StageContext(
            plan.stage(), plan.worker(), plan.workers(), () -> require(memory, plan.stage()));
    try {
      StageTask task = new StageTask(readTask(plan.task(), classes), context, plan.rules());
      task.open();
      Thread.interrupted(); // As in PipeIo.forgetInterrupt().
      return task;
    } catch (ClassNotFoundException e) {
      throw missing(plan, e, e);
    } catch (NoClassDefFoundError e) {
      if (e.getCause() instanceof ClassNotFoundException missing) {
        throw missing(plan, missing, e);
      }
      throw e; // The class is there, and failed to be initialized.
    }
  }

  private static CommonMemory require(@Nullable CommonMemory memory, String stage) {
    if (memory == null) {
      throw new IllegalStateException(
          "stage '%s' asks for shared memory, but the pipeline has none; set %s"
              .formatted(stage, Face.setting("shared-memory")));
    }
    return memory;
  }

  private static Task readTask(byte[] bytes, ClassLoader classes)
      throws IOException, ClassNotFoundException {
    return (Task) JavaObjects.read(bytes, 0, bytes.length, classes);
  }

  private static ConveyorException missing(
      WorkerPlan plan, ClassNotFoundException missing, Throwable thrown) {
    return new ConveyorException(
        Category.START_FAILED,
        "stage '%s' needs class %s, which is not on the class path of its process: add where it is to 'classpath' in the pipeline file, or to the class path that the launcher is started with"
            .formatted(plan.stage(), missing.getMessage()),
        thrown);
  }

  private static StagePipes openPipes(
      Path directory, Path sockets, WorkerPlan plan, BlockCodec codec, StageTask task)
      throws Exception {
    try (Unfinished opened = new Unfinished()) {
      Doorbell bell =
          opened.add(
              Doorbell.open(directory, sockets, plan.participant(), plan.participants()),
              Doorbell::close);
      PipeWriter writer = opened.add(PipeWriter.open(plan.output(), bell), PipeWriter::close);
      long[] committed = writer.acknowledged();
      Snapshots snapshots = restore(directory, plan, codec, task, committed);
      List<PipeInput> inputs = new ArrayList<>();
      for (WorkerPlan.Input input : plan.inputs()) {
        inputs.add(open(input, bell, codec, task, snapshots, inputs.size(), committed, opened));
      }
      boolean ordered = plan.rules().ordered();
      StagePipes pipes =
          new StagePipes(
              inputs,
              PipeOutput.of(writer, codec, ordered),
              new CommitVector(committed, inputs.size(), ordered),
              bell,
              snapshots);
      opened.finish();
      return pipes;
    }
  }

  private static @Nullable Snapshots restore(
      Path directory, WorkerPlan plan, BlockCodec codec, StageTask task, long[] committed)
      throws Exception {
    if (!task.isRestorable()) {
      return null;
    }
    long acknowledged = CommitVector.acknowledged(committed, 0);
    return Snapshots.restore(directory, plan.participant(), task, codec, acknowledged);
  }

  private static PipeInput open(
      WorkerPlan.Input input,
      Doorbell bell,
      BlockCodec codec,
      StageTask task,
      @Nullable Snapshots snapshots,
      int index,
      long[] committed,
      Unfinished opened) {
    long from = index < committed.length ? committed[index] : -1;
    PipeReader reader =
        opened.add(
            Pipes.openReader(
                input.pipe(),
                input.subscription(),
                input.member(),
                bell,
                snapshots != null ? snapshots.position() : from),
            PipeReader::close);
    if (snapshots != null) {
      snapshots.requireAsFarAs(reader.firstUnacknowledged());
    }
    return new PipeInput(
        index,
        input.pipe(),
        input.pipe().subscriptions().get(input.subscription()),
        reader,
        codec.decoder(!task.gathersBlocks()),
        CommitVector.acknowledged(committed, index));
  }

  /** Runs until {@link #stop}. Returns with everything committed. */
  public void run() {
    OwnThread.run(loop::run);
  }

  /** Makes {@link #run} return once the current batch is done. Safe from any thread. */
  public void stop() {
    io.stop();
  }

  /** Closes the task. */
  public void closeTask() throws Exception {
    task.close();
  }

  /** Closes the pipes; the task is {@link #closeTask}'s. */
  @Override
  public void close() {
    io.close();
    pipes.close();
  }
}
