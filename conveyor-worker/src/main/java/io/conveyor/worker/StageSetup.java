package io.conveyor.worker;

import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Job;
import io.conveyor.Producer;
import io.conveyor.StatefulJob;
import io.conveyor.StreamJob;
import io.conveyor.Task;
import io.conveyor.bell.Doorbell;
import io.conveyor.codec.BlockCodec;
import io.conveyor.codec.JavaObjects;
import io.conveyor.control.Counters;
import io.conveyor.control.WorkerPlan;
import io.conveyor.pipe.PipeReader;
import io.conveyor.pipe.PipeWriter;
import io.conveyor.spi.CurrentJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stage of a plan, opened: its pipes, its job, and the loop that runs it. */
public final class StageSetup implements AutoCloseable {

  private final WorkerPlan plan;
  private final WorkerContext context;
  private final Task task;
  private final Doorbell bell;
  private final List<StageInput> inputs = new ArrayList<>();
  private final PipeWriter output;
  private final StageLoop loop;

  /**
   * Opens the task and the pipes of a plan.
   *
   * @param directory the run directory
   * @param sockets the directory of the run's sockets
   * @param plan the plan
   * @param memory the shared memory, if there is one
   * @param classes finds the classes of jobs and blocks
   * @param counters where to count
   * @param failures told when the task fails
   * @param deadLetters keeps the blocks that the task cannot do
   * @param beforeCommit done before results are committed
   * @throws Exception whatever the task's class or its {@link Task#open} throws
   */
  public StageSetup(
      Path directory,
      Path sockets,
      WorkerPlan plan,
      @Nullable CommonMemory memory,
      ClassLoader classes,
      Counters counters,
      StageLoop.Failures failures,
      StageLoop.DeadLetterBox deadLetters,
      Runnable beforeCommit)
      throws Exception {
    this.plan = plan;
    this.context = new WorkerContext(plan.stage(), plan.worker(), plan.workers(), memory);
    try {
      this.task = readTask(plan.task(), classes);
      openTask();
      Thread.interrupted(); // As in StageFlow.forgetInterrupt().
    } catch (ClassNotFoundException e) {
      throw missing(e, e);
    } catch (NoClassDefFoundError e) {
      if (e.getCause() instanceof ClassNotFoundException missing) {
        throw missing(missing, e);
      }
      throw e; // The class is there, and failed to be initialized.
    }
    BlockCodec codec = BlockCodec.create(classes, plan.largestBlock());
    this.bell = Doorbell.open(directory, sockets, plan.participant(), plan.participants());
    this.output = PipeWriter.open(plan.output(), bell);
    Snapshots snapshots = snapshots(directory, codec);
    openInputs(codec, snapshots);
    StageFlow flow =
        new StageFlow(
            new StageParts(
                plan.participant(),
                context,
                plan.rules().ordered(),
                inputs,
                output,
                codec,
                plan.durable(),
                bell,
                counters,
                failures,
                deadLetters,
                snapshots,
                beforeCommit));
    this.loop = new StageLoop(context, flow, work(plan.rules(), flow));
  }

  @SuppressWarnings("unchecked") // Blocks are not typed between stages; a wrong one fails in it.
  private Work work(WorkerPlan.Rules rules, StageFlow flow) {
    if (task instanceof Producer) {
      return new ProducerWork((Producer<Object>) task, flow, !rules.stateful());
    }
    if (task instanceof StreamJob) {
      return new StreamWork((StreamJob<Object, Object>) task, flow, !rules.stateful());
    }
    Job<Object, Object> job = (Job<Object, Object>) task;
    Mishaps mishaps = new Mishaps(context, flow, rules);
    return rules.window() == 0
        ? new BlockWork(job, flow, mishaps, isResumable(rules))
        : new WindowWork(
            job, flow, mishaps, isResumable(rules), rules.window(), rules.windowStep());
  }

  private boolean isResumable(WorkerPlan.Rules rules) {
    return !rules.stateful() || task instanceof StatefulJob;
  }

  private void openTask() throws Exception {
    CurrentJob.set(context);
    try {
      task.open(context);
    } finally {
      CurrentJob.set(null);
    }
  }

  private @Nullable Snapshots snapshots(Path directory, BlockCodec codec) throws Exception {
    if (!(task instanceof StatefulJob<?, ?, ?> job)) {
      return null;
    }
    boolean prompt = plan.inputs().get(0).pipe().blockBound() > 0;
    CurrentJob.set(context);
    try {
      return Snapshots.restore(directory, plan.participant(), job, codec, prompt);
    } finally {
      CurrentJob.set(null);
    }
  }

  private void openInputs(BlockCodec codec, @Nullable Snapshots snapshots) {
    long[] answered = output.acknowledged();
    for (WorkerPlan.Input input : plan.inputs()) {
      int index = inputs.size();
      PipeReader reader =
          PipeReader.open(
              input.pipe(),
              input.subscription(),
              input.member(),
              bell,
              snapshots != null
                  ? snapshots.position()
                  : index < answered.length ? answered[index] : -1);
      inputs.add(
          new StageInput(
              index,
              input.pipe().id(),
              input.pipe().byteBound(),
              input.pipe().subscriptions().get(input.subscription()).claims(),
              reader,
              codec.decoder(takesViews()),
              index < answered.length ? answered[index] : 0));
    }
  }

  /** A job has a block in hand for one call; whatever else there is may gather some. */
  private boolean takesViews() {
    return task instanceof Job && plan.rules().window() == 0;
  }

  /** Returns the loop; to be run by the thread that opened this. */
  public StageLoop loop() {
    return loop;
  }

  /** Closes the task. */
  public void closeTask() throws Exception {
    CurrentJob.set(context);
    try {
      task.close();
    } finally {
      CurrentJob.set(null);
    }
  }

  /** Closes the pipes; the task is {@link #closeTask}'s. */
  @Override
  public void close() {
    inputs.forEach(input -> input.reader.close());
    output.close();
    bell.close();
  }

  private ConveyorException missing(ClassNotFoundException missing, Throwable thrown) {
    return new ConveyorException(
        Category.START_FAILED,
        "stage '%s' needs class %s, which is not on the class path of its process: add where it is to 'classpath' in the pipeline file, or to the class path that the launcher is started with"
            .formatted(plan.stage(), missing.getMessage()),
        thrown);
  }

  private static Task readTask(byte[] bytes, ClassLoader classes)
      throws IOException, ClassNotFoundException {
    return (Task) JavaObjects.read(bytes, 0, bytes.length, classes);
  }
}
