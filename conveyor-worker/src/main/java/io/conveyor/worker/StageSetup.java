package io.conveyor.worker;

import io.conveyor.CommonMemory;
import io.conveyor.Job;
import io.conveyor.codec.BlockCodec;
import io.conveyor.control.Counters;
import io.conveyor.control.WorkerPlan;
import io.conveyor.pipe.Doorbell;
import io.conveyor.pipe.PipeReader;
import io.conveyor.pipe.PipeWriter;
import io.conveyor.spi.CurrentJob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stage of a plan, opened: its pipes, its job, and the loop that runs it. */
public final class StageSetup implements AutoCloseable {

  private final WorkerPlan plan;
  private final WorkerContext context;
  private final Job<Object, Object> job;
  private final Doorbell bell;
  private final List<StageInput> inputs = new ArrayList<>();
  private final PipeWriter output;
  private final StageLoop loop;

  /**
   * Opens the job and the pipes of a plan.
   *
   * @param directory the run directory
   * @param plan the plan
   * @param memory the shared memory, if there is one
   * @param classes finds the classes of jobs and blocks
   * @param counters where to count
   * @param failures told when the job fails
   * @param beforeCommit done before results are committed
   * @throws Exception whatever the job's class or its {@link Job#open} throws
   */
  public StageSetup(
      Path directory,
      WorkerPlan plan,
      @Nullable CommonMemory memory,
      ClassLoader classes,
      Counters counters,
      StageLoop.Failures failures,
      Runnable beforeCommit)
      throws Exception {
    this.plan = plan;
    this.context = new WorkerContext(plan.stage(), plan.worker(), plan.workers(), memory);
    this.job = readJob(plan.job(), classes);
    openJob();
    BlockCodec codec = BlockCodec.create(classes, plan.largestBlock());
    this.bell = Doorbell.open(directory, plan.party(), plan.parties());
    this.output = PipeWriter.open(plan.output(), bell);
    openInputs(codec);
    this.loop =
        new StageLoop(
            new StageParts(
                plan.party(),
                job,
                context,
                inputs,
                output,
                codec.encoder(),
                bell,
                counters,
                failures,
                beforeCommit));
  }

  private void openJob() throws Exception {
    CurrentJob.set(context);
    try {
      job.open(context);
    } finally {
      CurrentJob.set(null);
    }
  }

  private void openInputs(BlockCodec codec) {
    long[] answered = output.answered();
    for (WorkerPlan.Input input : plan.inputs()) {
      int index = inputs.size();
      PipeReader reader =
          PipeReader.open(
              input.pipe(),
              input.subscription(),
              input.member(),
              bell,
              index < answered.length ? answered[index] : -1);
      inputs.add(
          new StageInput(
              index,
              input.pipe().id(),
              input.pipe().subscriptions().get(input.subscription()).claims(),
              reader,
              codec.decoder(),
              index < answered.length ? answered[index] : 0));
    }
  }

  /** Returns the loop; to be run by the thread that opened this. */
  public StageLoop loop() {
    return loop;
  }

  /** Closes the job. */
  public void closeJob() throws Exception {
    CurrentJob.set(context);
    try {
      job.close();
    } finally {
      CurrentJob.set(null);
    }
  }

  /** Closes the pipes; the job is {@link #closeJob}'s. */
  @Override
  public void close() {
    inputs.forEach(input -> input.reader.close());
    output.close();
    bell.close();
  }

  @SuppressWarnings(
      "unchecked") // Blocks are not typed between stages; a wrong one fails in the job.
  private static Job<Object, Object> readJob(byte[] bytes, ClassLoader classes)
      throws IOException, ClassNotFoundException {
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          protected Class<?> resolveClass(ObjectStreamClass type)
              throws IOException, ClassNotFoundException {
            try {
              return Class.forName(type.getName(), false, classes);
            } catch (ClassNotFoundException e) {
              return super.resolveClass(type); // Primitive types, and what only the JDK knows.
            }
          }
        }) {
      return (Job<Object, Object>) in.readObject();
    }
  }
}
