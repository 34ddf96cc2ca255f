package io.conveyor.stage;

import io.conveyor.Job;
import io.conveyor.Producer;
import io.conveyor.PushJob;
import io.conveyor.Task;
import io.conveyor.spi.CurrentJob;
import io.conveyor.stage.intake.Fitting;
import io.conveyor.stage.intake.FittingJob;
import io.conveyor.stage.state.Keeping;
import io.conveyor.stage.state.LiveState;
import io.conveyor.stage.state.ObjectKinds;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The task of one worker, with the context and the rules it runs by. Its thread opens it, runs its
 * loop, and closes it.
 */
public final class StageTask {

  private final LiveState state;
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
    this.state = LiveState.of(task);
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
    perform(() -> task().open(context));
  }

  private Task task() {
    return state.task();
  }

  /**
   * Closes the task.
   *
   * @throws Exception whatever it throws
   */
  public void close() throws Exception {
    perform(task()::close);
  }

  /** Returns whether the task's state can be had by {@link #snapshot}, and given back. */
  public boolean isRestorable() {
    return rules.state() == Keeping.SNAPSHOTS && !state.isEmpty();
  }

  /**
   * Returns the task's state between two blocks; for the thread of its loop, if {@link
   * #isRestorable}.
   *
   * @throws Exception whatever the task throws
   */
  public Object snapshot() throws Exception {
    return state.get();
  }

  /** Returns the object that has the state, references to which are no part of it; or null. */
  public @Nullable Object stateOwner() {
    return state.owner();
  }

  /** Returns whether the task's own code takes snapshots. */
  public boolean snapshotsItself() {
    return state.isOfTask();
  }

  /** Returns each part of the state, by what messages call it. */
  public Map<String, Object> stateParts() {
    return state.parts();
  }

  /**
   * Gives the task a state back, after it was opened and before there is a {@link #loop}, if {@link
   * #isRestorable}.
   *
   * @param kinds what is known of the objects that it is made of
   * @throws Exception whatever the task throws
   */
  public void restore(Object snapshot, ObjectKinds kinds) throws Exception {
    perform(() -> state.set(snapshot, kinds));
  }

  /**
   * Returns whether the task may hold a block after the next one is asked for, so that a block must
   * not be a view of memory that changes then.
   */
  public boolean gathersBlocks() {
    return !(task() instanceof Job) || rules.window() > 0;
  }

  /** Returns a loop that runs the task on a carrier. */
  public StageLoop loop(StageIo io) {
    String lost = isResumable() ? null : gathered();
    return new StageLoop(context, io, work(io), lost, task() instanceof Job);
  }

  private boolean isResumable() {
    return rules.state() != Keeping.LOST;
  }

  private String gathered() {
    List<String> holders = task() instanceof Job ? List.copyOf(state.parts().keySet()) : List.of();
    return "what the task had gathered"
        + (holders.isEmpty() ? "" : " in " + String.join(", ", holders));
  }

  @SuppressWarnings("unchecked") // Blocks are not typed between stages; a wrong one fails in it.
  private Work work(StageIo io) {
    Task task = task();
    if (task instanceof Producer) {
      return new ProducerWork((Producer<Object>) task, io);
    }
    if (task instanceof PushJob) {
      PushJob<Object, Object> job = fitting((PushJob<Object, Object>) task);
      return new StreamWork(job, io, context);
    }
    Job<Object, Object> job = fitting((Job<Object, Object>) task);
    ErrorPolicy errors = new ErrorPolicy(task, context, io, rules);
    return rules.window() == 0
        ? new BlockWork(job, io, context, errors, rules.flatten())
        : new WindowWork(job, io, context, errors, rules);
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
