package io.conveyor.processes.supervise;

import io.conveyor.ProcessSettings;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.memory.MappedMemory;
import io.conveyor.processes.child.Child;
import io.conveyor.processes.child.ChildStarter;
import io.conveyor.processes.plan.Blueprint;
import io.conveyor.processes.plan.Participant;
import io.conveyor.processes.rundir.RunStore;
import io.conveyor.processes.spawn.WorkerCommand;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The workers of an open pipeline, as the rest of the engine sees them: started, waited for,
 * replaced when they die, and ended.
 */
public final class Supervision implements AutoCloseable {

  private static final long STACKS_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final RunStore store;
  private final ProcessSettings settings;
  private final PipelineEvents events;
  private final DeadLetterDesk deadLetters;
  private final Recovery recovery;
  private final Arrivals arrivals;
  private final Supervisor supervisor;

  private Supervision(
      RunStore store,
      ProcessSettings settings,
      PipelineEvents events,
      DeadLetterDesk deadLetters,
      Recovery recovery,
      Arrivals arrivals,
      Supervisor supervisor) {
    this.store = store;
    this.settings = settings;
    this.events = events;
    this.deadLetters = deadLetters;
    this.recovery = recovery;
    this.arrivals = arrivals;
    this.supervisor = supervisor;
  }

  /**
   * Gets ready for workers.
   *
   * @param store where the run lies
   * @param blueprint all participants
   * @param codec how blocks are encoded
   * @param box where dead letters go
   * @param settings how long workers are waited for
   * @param events notified of what happens to workers
   */
  public static Supervision open(
      RunStore store,
      Blueprint blueprint,
      String codec,
      DeadLetterBox box,
      ProcessSettings settings,
      PipelineEvents events)
      throws IOException {
    CrashFiles crashes = new CrashFiles(store.path(), box);
    DeadLetterDesk desk = new DeadLetterDesk(blueprint, store.path(), box, crashes);
    Arrivals arrivals = new Arrivals(store.counters());
    Recovery recovery =
        new Recovery(
            store.counters(),
            crashes,
            desk,
            dead -> releaseLocks(store, dead),
            events,
            arrivals,
            settings);
    Supervisor supervisor =
        Supervisor.open(
            store.sockets(),
            blueprint.participantCount(),
            new Handshake(codec),
            recovery,
            desk,
            settings.stopGrace());
    recovery.replaceBy(supervisor);
    return new Supervision(store, settings, events, desk, recovery, arrivals, supervisor);
  }

  private static void releaseLocks(RunStore store, int dead) {
    MappedMemory shared = store.memory();
    if (shared != null) {
      shared.releaseLocksOf(dead);
    }
  }

  /** Starts the workers, all at once. */
  public void start(List<Participant> workers, WorkerCommand commands) throws IOException {
    supervisor.start(
        workers, new ChildStarter(commands, store.counters(), settings, events::arrived));
  }

  /**
   * Waits until all workers are ready, or one of them cannot be.
   *
   * @return whether they are
   */
  public boolean awaitReady() throws InterruptedException {
    return supervisor.children().isEmpty() || supervisor.awaitReady();
  }

  /** Returns who makes dead letters. */
  public DeadLetterDesk deadLetters() {
    return deadLetters;
  }

  /**
   * Returns the workers once they have said what their threads do, or have not replied for a while.
   */
  public List<Child> askedForStacks() {
    supervisor.askStacks();
    List<Child> children = supervisor.children();
    long deadline = System.nanoTime() + STACKS_NANOS;
    while (!children.stream().allMatch(Child::hasStacks) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return List.copyOf(children);
  }

  /** Returns how often a worker has been replaced. Safe from any thread. */
  public long replacements(int participant) {
    return recovery.replacements(participant);
  }

  /**
   * Returns whether all failures and prints that workers counted so far have arrived. Safe from any
   * thread.
   */
  public boolean hasAllArrived() {
    return arrivals.areComplete(supervisor.children());
  }

  /** Ends all workers by force, also while another thread waits for them to end by order. */
  public void kill() {
    supervisor.kill();
  }

  /** Ends all workers: by order if {@code gently}, and by force if that does not do. */
  public void close(boolean gently) {
    supervisor.close(gently);
  }

  /** Ends all workers by order. */
  @Override
  public void close() {
    close(true);
  }
}
