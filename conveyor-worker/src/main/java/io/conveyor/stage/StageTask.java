package io.conveyor.stage;

import io.conveyor.Job;
import io.conveyor.Producer;
import io.conveyor.PushJob;
import io.conveyor.StatefulJob;
import io.conveyor.Task;
import io.conveyor.spi.CurrentJob;
import io.conveyor.stage.intake.Fitting;
import io.conveyor.stage.intake.FittingJob;

/**
 * The task of one worker, with the context and the rules it runs by. Its thread opens it, runs its
 * loop, and closes it.
 */
public final class StageTask {

  private final Task task;
  private final StageContext context;
  private final StageRules rules;

  /**
   * Creates what is to be opened.
   *
   * @param task the task, a copy of this worker's own
   * @param context what the task sees
   * @param rules how it is run
   */
  public StageTask(Task task, StageContext context, StageRules rules) {
    this.task = task;
    this.context = context;
    this.rules = rules;
  }

  /** Something that a task does outside of its loop. */
  private interface Act {
    void perform() throws Exception;
  }

  /** Returns what the task sees. */
  public StageContext context() {
    return context;
  }

  /** Returns how the task is run. */
  public StageRules rules() {
    return rules;
  }

  /**
   * Opens the task.
   *
   * @throws Exception whatever it throws
   */
  public void open() throws Exception {
    perform(() -> task.open(context));
  }

  /**
   * Closes the task.
   *
   * @throws Exception whatever it throws
   */
  public void close() throws Exception {
    perform(task::close);
  }

  /** Closes the task; what it throws is logged, as there is no block left that it could fail. */
  public void closeOrLog() {
    try {
      close();
    } catch (Exception e) {
      context
          .logger()
          .log(System.Logger.Level.ERROR, "the task failed to close", RemoteThrowables.describe(e));
    }
  }

  /** Returns whether the task's state can be had by {@link #snapshot}, and given back. */
  public boolean isRestorable() {
    return task instanceof StatefulJob;
  }

  /**
   * Returns the task's state between two blocks; for the thread of its loop, if {@link
   * #isRestorable}.
   *
   * @throws Exception whatever the task throws
   */
  public Object snapshot() throws Exception {
    return statefulJob().snapshot();
  }

  /**
   * Gives the task a state back, after it was opened and before its first block, if {@link
   * #isRestorable}.
   *
   * @throws Exception whatever the task throws
   */
  public void restore(Object state) throws Exception {
    perform(() -> statefulJob().restore(state));
  }

  @SuppressWarnings("unchecked") // What it gets back is what it gave.
  private StatefulJob<?, ?, Object> statefulJob() {
    return (StatefulJob<?, ?, Object>) task;
  }

  /**
   * Returns whether the task may hold a block after the next one is asked for, so that a block must
   * not be a view of memory that changes then.
   */
  public boolean gathersBlocks() {
    return !(task instanceof Job) || rules.window() > 0;
  }

  /** Returns a loop that runs the task on a carrier. */
  public StageLoop loop(StageIo io) {
    return new StageLoop(context, io, work(io));
  }

  @SuppressWarnings("unchecked") // Blocks are not typed between stages; a wrong one fails in it.
  private Work work(StageIo io) {
    if (task instanceof Producer) {
      return new ProducerWork((Producer<Object>) task, io, !rules.stateful());
    }
    if (task instanceof PushJob) {
      PushJob<Object, Object> job = fitting((PushJob<Object, Object>) task);
      return new StreamWork(job, io, context, !rules.stateful());
    }
    Job<Object, Object> job = fitting((Job<Object, Object>) task);
    ErrorPolicy errors = new ErrorPolicy(task, context, io, rules);
    boolean resumable = !rules.stateful() || isRestorable();
    return rules.window() == 0
        ? new BlockWork(job, io, context, errors, resumable, rules.flatten())
        : new WindowWork(job, io, context, errors, resumable, rules);
  }

  /** A task whose blocks all fit as they are is called with nothing between. */
  private PushJob<Object, Object> fitting(PushJob<Object, Object> job) {
    if (!rules.intake().converts()) {
      return job;
    }
    Fitting fitting = new Fitting(job, rules.intake());
    return (blocks, results) -> job.run(fitting.fitAll(blocks), results);
  }

  private Job<Object, Object> fitting(Job<Object, Object> job) {
    return rules.intake().converts() ? new FittingJob(job, new Fitting(job, rules.intake())) : job;
  }

  private void perform(Act act) throws Exception {
    CurrentJob.set(context);
    try {
      act.perform();
    } finally {
      CurrentJob.set(null);
    }
  }
}
