package io.conveyor.processes;

import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.PipelineEvent;
import io.conveyor.RunReport;
import io.conveyor.control.Counters.Phase;
import io.conveyor.face.Face;
import io.conveyor.log.QueueAccess;
import io.conveyor.mapped.Room;
import io.conveyor.processes.plan.Blueprint;
import io.conveyor.processes.plan.Participant;
import io.conveyor.processes.plan.Planner;
import io.conveyor.processes.supervise.PipelineEvents;
import io.conveyor.spi.EngineRun;
import io.conveyor.spi.EngineSession;
import io.conveyor.spi.PipelineDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An open pipeline of processes: takes one run after another, until it is closed or breaks. */
final class ProcessSession implements EngineSession, PipelineEvents, RunHost {

  /** For what fails without a file: where files are that have no other place. */
  private static final Path HERE = Path.of("");

  private final Object lock = new Object();

  /** Changed by {@link #transition} alone. */
  private volatile SessionState state = SessionState.STARTING;

  /** Why it cannot go on; set once, with the state. */
  private volatile @Nullable ConveyorException reason;

  private volatile @Nullable OpenPipeline parts;

  /** The last run. */
  private volatile @Nullable ProcessRun current;

  private final Consumer<PipelineEvent> listeners;
  private final EarlyFailures failures = new EarlyFailures();
  private final LateFailures closing = new LateFailures();
  private int runs;

  private ProcessSession(Consumer<PipelineEvent> listeners) {
    this.listeners = listeners;
  }

  static ProcessSession open(PipelineDefinition pipeline) {
    QueueAccess.ensure();
    ProcessSession session = new ProcessSession(pipeline.events());
    try {
      session.start(pipeline);
      return session;
    } catch (IOException | UncheckedIOException | OutOfMemoryError e) {
      throw session.failedToStart(
          Room.isShort(e) ? Category.RESOURCES : Category.START_FAILED,
          "pipeline '%s' cannot start: %s".formatted(pipeline.name(), Room.why(e, HERE)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw session.failedToStart(
          Category.INTERRUPTED, "interrupted while starting '" + pipeline.name() + "'", e);
    } catch (RuntimeException | Error e) {
      session.explainStart(e);
      session.abort(e);
      throw e;
    }
  }

  private ConveyorException failedToStart(Category category, String message, Throwable cause) {
    ConveyorException failure = new ConveyorException(category, message, cause);
    abort(failure);
    return failure;
  }

  private void explainStart(Throwable failure) {
    OpenPipeline opened = parts;
    if (opened != null && failure instanceof ConveyorException known) {
      opened.explain(known, new RunReport(0, 0, Duration.ZERO, List.of()));
    }
  }

  private void abort(Throwable failure) {
    transition(SessionState.BROKEN);
    try {
      close();
    } catch (RuntimeException | OutOfMemoryError e) {
      failure.addSuppressed(e);
    }
  }

  private void start(PipelineDefinition pipeline) throws IOException, InterruptedException {
    Blueprint blueprint = Planner.plan(pipeline.topology());
    OpenPipeline opened =
        OpenPipeline.open(pipeline, blueprint, this, this::inputsFailed, this::isDisturbed);
    parts = opened;
    boolean ready = opened.supervision().awaitReady();
    throwIfBroken();
    if (!ready) {
      throw new ConveyorException(
          Category.START_FAILED, "the supervisor ended before all workers were ready");
    }
    opened.store().opened();
    transition(SessionState.IDLE);
    phase(Phase.IDLE);
    throwIfBroken();
  }

  private void phase(Phase phase) {
    parts().store().counters().enter(phase);
  }

  private void throwIfBroken() {
    ConveyorException why = reason;
    if (why != null) {
      throw why;
    }
  }

  /** Changes the state if it may change so; returns whether it did. */
  private boolean transition(SessionState next) {
    synchronized (lock) {
      boolean may = state.mayBecome(next);
      if (may) {
        state = next;
      }
      return may;
    }
  }

  @Override
  public EngineRun start(Iterator<?> inputs) {
    if (!transition(SessionState.RUNNING)) {
      throw state.refusal(reason);
    }
    runs++;
    OpenPipeline opened = parts();
    opened.flow().sink().begin();
    Reports reports =
        new Reports(
            opened.blueprint(),
            opened.store().counters(),
            opened.supervision()::replacements,
            opened.store().outlivesLauncher(),
            runs == 1);
    ProcessRun run =
        new ProcessRun(this, opened.flow(), reports, runs, opened.settings().drainTimeout());
    current = run;
    failures.begin(run);
    phase(Phase.RUNNING);
    opened.flow().feeder().feed(runs, inputs);
    failures.deliver(run);
    return run;
  }

  private boolean isDisturbed() {
    ProcessRun run = current;
    return isBroken() || (run != null && run.isDisturbed());
  }

  // What happens to participants, and to the inputs.

  private void inputsFailed(int run, Throwable thrown) {
    failures.failed(
        run,
        Planner.FEEDER,
        thrown instanceof ConveyorException known
            ? known
            : new ConveyorException(
                Category.RUN_FAILED, "the inputs cannot be read: " + thrown, thrown));
  }

  @Override
  public void failed(int run, Participant by, ConveyorException failure) {
    if (state == SessionState.CLOSED) {
      closing.failed(failure);
    } else {
      failures.failed(run, by.number(), failure);
    }
  }

  @Override
  public void happened(PipelineEvent event) {
    listeners.accept(event);
  }

  @Override
  public void arrived() {
    ProcessRun run = current;
    if (run != null) {
      run.arrived();
    }
  }

  /** What is under way fails, and what is left is ended by force. */
  @Override
  public void broken(ConveyorException why) {
    synchronized (lock) {
      if (!transition(SessionState.BROKEN)) {
        return;
      }
      reason = why;
    }
    ProcessRun run = current;
    if (run != null) {
      run.broken(why);
    }
    OpenPipeline opened = parts;
    if (opened != null) {
      opened.flow().abandon();
    }
  }

  @Override
  public boolean isBroken() {
    return state == SessionState.BROKEN;
  }

  // What a run asks for.

  /** What a run that can be resumed has not given is given by the launcher that resumes it. */
  @Override
  public @Nullable Aftermath endAround(int run, int by) {
    OpenPipeline opened = parts();
    if (opened.store().outlivesLauncher()) {
      cancel(run);
      return null;
    }
    Aftermath aftermath =
        new Aftermath(
            opened.blueprint(),
            opened.store().counters(),
            opened.flow(),
            run,
            by,
            opened.settings().drainTimeout());
    aftermath.begin();
    return aftermath;
  }

  /** What is left of a run that can be resumed stays for another launcher. */
  @Override
  public void cancel(int run) {
    OpenPipeline opened = parts();
    if (opened.store().outlivesLauncher()) {
      broken(
          new ConveyorException(
              Category.INTERRUPTED, "the run is suspended in %s".formatted(opened.store().path())));
      return;
    }
    opened.store().counters().cancelRun(run);
    opened.flow().feeder().interrupt();
    opened.flow().sink().wake();
  }

  @Override
  public boolean hasAllArrived() {
    return parts().supervision().hasAllArrived();
  }

  @Override
  public void seal() {
    try {
      parts().seal();
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES, "dead letters cannot be synced to the disk: " + Room.why(e, HERE), e);
    }
  }

  @Override
  public void explain(ConveyorException failure, RunReport report) {
    parts().explain(failure, report);
  }

  @Override
  public void ended(boolean well) {
    parts().store().counters().endRun(runs, well);
    boolean onlyOne = parts().store().outlivesLauncher();
    transition(well && onlyOne ? SessionState.DONE : SessionState.IDLE);
  }

  @Override
  public boolean isOpen() {
    return state != SessionState.BROKEN && state != SessionState.CLOSED;
  }

  @Override
  public CommonMemory memory() {
    CommonMemory shared = parts().store().memory();
    if (shared == null) {
      throw new IllegalStateException(
          "the pipeline has no shared memory; set " + Face.setting("shared-memory"));
    }
    return shared;
  }

  private OpenPipeline parts() {
    return Objects.requireNonNull(parts);
  }

  @Override
  public synchronized void close() {
    if (state == SessionState.CLOSED) {
      return;
    }
    ProcessRun run = current;
    ConveyorException failure = run == null ? null : run.closed();
    boolean done = state == SessionState.DONE;
    boolean gently = !isBroken() && failure == null;
    transition(SessionState.CLOSED);
    OpenPipeline opened = parts;
    if (opened != null) {
      failure = close(opened, gently, done, closing, failure);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable ConveyorException close(
      OpenPipeline opened,
      boolean gently,
      boolean done,
      LateFailures late,
      @Nullable ConveyorException before) {
    try {
      opened.close(gently, done, late);
      return before;
    } catch (ConveyorException e) {
      if (before == null) {
        return e;
      }
      before.addSuppressed(e);
      return before;
    }
  }
}
