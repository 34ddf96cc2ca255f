package io.conveyor.processes;

import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.DurableRun;
import io.conveyor.JobFailedException;
import io.conveyor.PipelineSettings;
import io.conveyor.ProcessSettings;
import io.conveyor.RemoteException;
import io.conveyor.WorkerDiedException;
import io.conveyor.bell.Doorbell;
import io.conveyor.codec.BlockCodec;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.control.Frame;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.log.QueueAccess;
import io.conveyor.memory.MappedMemory;
import io.conveyor.pipe.PipeReader;
import io.conveyor.pipe.PipeSpec;
import io.conveyor.pipe.PipeWriter;
import io.conveyor.pipe.Pipes;
import io.conveyor.processes.flow.Checkpoints;
import io.conveyor.processes.flow.Feeder;
import io.conveyor.processes.flow.Keeping;
import io.conveyor.processes.flow.LauncherThread;
import io.conveyor.processes.flow.Sink;
import io.conveyor.processes.plan.Blueprint;
import io.conveyor.processes.plan.Layout;
import io.conveyor.processes.plan.Party;
import io.conveyor.processes.plan.Planner;
import io.conveyor.processes.rundir.Checkpoint;
import io.conveyor.processes.rundir.DurableDirectory;
import io.conveyor.processes.rundir.Fingerprint;
import io.conveyor.processes.rundir.RunDirectory;
import io.conveyor.processes.spawn.ClassArchive;
import io.conveyor.processes.spawn.Heaps;
import io.conveyor.processes.spawn.MachineMemory;
import io.conveyor.processes.spawn.WorkerClasspath;
import io.conveyor.processes.spawn.WorkerCommand;
import io.conveyor.processes.supervise.Aside;
import io.conveyor.processes.supervise.Child;
import io.conveyor.processes.supervise.CrashFiles;
import io.conveyor.processes.supervise.DeathReport;
import io.conveyor.processes.supervise.Recovery;
import io.conveyor.processes.supervise.Supervisor;
import io.conveyor.processes.supervise.Watch;
import io.conveyor.spi.EngineRun;
import io.conveyor.spi.EngineSession;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.worker.carrier.WorkerPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open pipeline: its run directory, its worker processes, and the launcher's own ends of the
 * pipes.
 */
final class ProcessSession implements EngineSession, Supervisor.Listener, LauncherThread.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessSession.class);
  private static final String MEMORY_FILE = "memory.dat";

  private final ProcessSettings processes;
  private final Blueprint blueprint;

  /** Closed last first. */
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();

  /** Failures received so far, by party. */
  private final Map<Integer, Long> failures = new ConcurrentHashMap<>();

  /** Why workers could not start, by party: told before they end. */
  private final Map<Integer, RemoteException> startFailures = new ConcurrentHashMap<>();

  /** Workers replaced so far, by party. */
  private final Map<Integer, Long> replacements = new ConcurrentHashMap<>();

  private final @Nullable DurableRun durableRun;
  private final @Nullable DurableDirectory durable;
  private final RunDirectory directory;
  private final Counters counters;
  private final DeadLetterBox box;
  private final CrashFiles crashes;
  private final Recovery recovery;
  private final Aside deadLetters;
  private final Supervisor supervisor;
  private @Nullable MappedMemory memory;
  private @Nullable Feeder feeder;
  private @Nullable Sink sink;
  private volatile @Nullable ProcessRun current;
  private volatile @Nullable ConveyorException broken;
  private volatile boolean closed;
  private volatile boolean completed;
  private int runs;

  private ProcessSession(PipelineDefinition pipeline, Blueprint blueprint, Watch.Patience patience)
      throws IOException {
    PipelineSettings settings = pipeline.settings();
    this.processes = ProcessSettings.of(pipeline.options());
    this.blueprint = blueprint;
    this.durableRun = settings.durable();
    this.durable = durableRun == null ? null : DurableDirectory.open(durableRun);
    this.directory =
        own(
            durable != null
                ? durable.directory()
                : RunDirectory.create(
                    processes.directory(), Layout.bytes(blueprint, settings, processes)));
    this.counters = openCounters();
    Instant begun = durable == null ? Instant.now() : durable.begun();
    this.box = DeadLetterBox.of(pipeline.name(), settings, begun);
    this.crashes = new CrashFiles(directory.path(), box);
    this.recovery = new Recovery(counters, crashes);
    this.supervisor =
        own(
            new Supervisor(
                directory.path(), codec(settings).fingerprint(), counters, patience, this));
    this.deadLetters = new Aside(blueprint, directory.path(), box, crashes);
    directory.beforeExit(supervisor::kill);
    LOG.debug("run directory {}", directory.path());
  }

  public static ProcessSession open(PipelineDefinition pipeline, Watch.Patience patience) {
    QueueAccess.ensure();
    Blueprint blueprint = Planner.plan(pipeline.topology());
    ProcessSession session = null;
    try {
      session = new ProcessSession(pipeline, blueprint, patience);
      session.start(pipeline.settings());
      return session;
    } catch (IOException e) {
      ConveyorException failure =
          new ConveyorException(
              Category.START_FAILED, "pipeline '" + pipeline.name() + "' cannot start: " + e, e);
      abort(session, failure);
      throw failure;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ConveyorException failure =
          new ConveyorException(
              Category.INTERRUPTED, "interrupted while starting '" + pipeline.name() + "'", e);
      abort(session, failure);
      throw failure;
    } catch (RuntimeException | Error e) {
      abort(session, e);
      throw e;
    }
  }

  private static void abort(@Nullable ProcessSession session, Throwable failure) {
    if (session != null) {
      try {
        session.supervisor.close(false);
        session.close();
      } catch (RuntimeException e) {
        failure.addSuppressed(e);
      }
    }
  }

  private Counters openCounters() {
    if (!isResumed()) {
      return Counters.create(directory.path(), blueprint.partyCount());
    }
    Counters kept = Counters.open(directory.path());
    kept.forgetProcesses();
    return kept;
  }

  private boolean isResumed() {
    return durable != null && durable.isResumed() && !durable.isOutOfDate();
  }

  private <T extends AutoCloseable> T own(T resource) {
    resources.push(resource);
    return resource;
  }

  private void start(PipelineSettings settings) throws IOException, InterruptedException {
    Layout layout = new Layout(blueprint, settings, processes, directory.path());
    List<Path> classpath = WorkerClasspath.of(settings.classPath());
    List<Party> workers = blueprint.parties().stream().filter(Party::isProcess).toList();
    Heaps heaps = new Heaps(MachineMemory.bytes(), workers.size());
    heaps.requireFitting(workers);
    prepare(layout, settings, classpath);
    for (Party worker : workers) {
      layout.plan(worker).write(directory.path());
    }
    Doorbell.create(directory.path(), blueprint.partyCount());
    supervisor.start(
        workers, new WorkerCommand(directory.path(), ClassArchive.of(classpath), heaps));
    openOwnEnds(layout, settings);
    awaitReady(workers);
  }

  /** Makes what keeps blocks, or makes sure that what is there may be gone on with. */
  private void prepare(Layout layout, PipelineSettings settings, List<Path> classpath)
      throws IOException {
    Map<String, String> fingerprint = new TreeMap<>();
    DurableDirectory kept = durable;
    if (kept != null) {
      fingerprint.putAll(Fingerprint.of(layout.plans(), classpath, codec(settings).fingerprint()));
      fingerprint.putAll(Objects.requireNonNull(settings.durable()).begunWith());
      if (kept.isResumed()) {
        kept.requireSame(fingerprint);
        counters.requireParticipants(directory.path(), blueprint.partyCount());
      }
    }
    Path shared = settings.sharedMemoryBytes() == 0 ? null : directory.path().resolve(MEMORY_FILE);
    if (!isResumed() && !(kept != null && kept.isOutOfDate() && restore(layout.pipes(), shared))) {
      layout.pipes().forEach(Pipes::create);
      if (shared != null) {
        MappedMemory.create(shared, settings.sharedMemoryBytes());
      }
    }
    if (shared != null) {
      MappedMemory opened = own(MappedMemory.open(shared, Planner.SINK));
      blueprint.parties().forEach(party -> opened.releaseLocksOf(party.number()));
      opened.requireNobodyHolds();
      memory = opened;
    }
    if (kept != null && kept.isOutOfDate()) {
      kept.upToDate();
    } else if (kept != null && !kept.isResumed()) {
      kept.begin(fingerprint);
    }
  }

  /**
   * Goes back to the last checkpoint; false if there is none. What came after it will come again.
   */
  private boolean restore(List<PipeSpec> pipes, @Nullable Path shared) throws IOException {
    Checkpoint last = Checkpoint.last(directory.path(), pipes.size());
    if (last == null) {
      LOG.warn("the machine was restarted, and the run has no checkpoint: it begins anew");
      box.removeFrom(pipe -> 0);
      return false;
    }
    LOG.warn(
        "the machine was restarted: going on from the checkpoint at input {}",
        "%,d".formatted(last.inputs()));
    last.restore(directory.path(), pipes, shared);
    box.removeFrom(
        pipe -> pipe < pipes.size() ? last.pipes().get(pipe).nextSequence() : Long.MAX_VALUE);
    return true;
  }

  private static BlockCodec codec(PipelineSettings settings) {
    return BlockCodec.create(settings.classLoader(), Math.toIntExact(settings.largestBlockBytes()));
  }

  private void awaitReady(List<Party> workers) throws InterruptedException {
    boolean ready = workers.isEmpty() || supervisor.awaitReady();
    ConveyorException failure = broken;
    if (failure != null) {
      throw failure;
    }
    if (!ready) {
      throw new ConveyorException(
          Category.START_FAILED, "the supervisor ended before all workers were ready");
    }
  }

  private void openOwnEnds(Layout layout, PipelineSettings settings) throws IOException {
    for (Party party : blueprint.parties()) {
      if (!party.isProcess()) {
        own(
            new LauncherThread(
                party, directory.path(), layout.plan(party), settings, memory, counters, this));
      }
    }
    Doorbell sinkBell =
        Doorbell.open(directory.path(), directory.path(), Planner.SINK, blueprint.partyCount());
    Keeping keeping = durable == null ? null : Keeping.open(directory.path(), layout.results());
    List<PipeReader> readers = new ArrayList<>();
    for (WorkerPlan.Input input : layout.results()) {
      long from = keeping == null ? -1 : keeping.position(readers.size());
      readers.add(
          PipeReader.open(input.pipe(), input.subscription(), input.member(), sinkBell, from));
    }
    Sink results =
        own(new Sink(readers, codec(settings), sinkBell, counters, keeping, this::isDisturbed));
    sink = results;
    Doorbell feederBell =
        own(
            Doorbell.open(
                directory.path(), directory.path(), Planner.FEEDER, blueprint.partyCount()));
    feeder =
        own(
            new Feeder(
                PipeWriter.open(layout.input(), feederBell),
                feederBell,
                codec(settings),
                counters,
                this::feedFailed,
                results::wake));
    if (keeping != null) {
      makeCheckpoints(layout, settings, keeping);
    }
  }

  private void makeCheckpoints(Layout layout, PipelineSettings settings, Keeping keeping)
      throws IOException {
    Duration interval = Objects.requireNonNull(settings.durable()).sync();
    String obstacle = Checkpoints.obstacle(blueprint);
    if (interval.isZero()) {
      return;
    }
    if (obstacle != null) {
      LOG.info("no checkpoints, so a loss of power means to begin anew: {}", obstacle);
      return;
    }
    sink()
        .make(
            new Checkpoints(
                directory.path(),
                memory == null ? null : directory.path().resolve(MEMORY_FILE),
                interval,
                layout.pipes(),
                keeping,
                feeder(),
                counters,
                blueprint.partyCount(),
                box));
  }

  @Override
  public EngineRun start(Iterator<?> inputs) {
    ConveyorException failure = broken;
    if (closed || failure != null) {
      throw new IllegalStateException("the pipeline is not open", failure);
    }
    ProcessRun previous = current;
    if (previous != null && !previous.hasEnded()) {
      throw new IllegalStateException("a run is under way; end it or close its results first");
    }
    if (durable != null && runs > 0) {
      throw new IllegalStateException(
          "the pipeline is durable, and has had its run: close it and open it for another");
    }
    runs++;
    sink().begin();
    ProcessRun run = new ProcessRun(this, runs);
    current = run;
    feeder().feed(runs, inputs);
    return run;
  }

  private boolean isDisturbed() {
    ProcessRun run = current;
    return broken != null || (run != null && run.isDisturbed());
  }

  private void feedFailed(int run, Throwable thrown) {
    fail(
        run,
        thrown instanceof ConveyorException known
            ? known
            : new ConveyorException(
                Category.RUN_FAILED, "the inputs cannot be read: " + thrown, thrown));
  }

  @Override
  public void failed(Party party, Frame.Failed failure) {
    fail((int) failure.run(), asException(party, failure));
  }

  @Override
  public void broken(Party party, Throwable thrown) {
    breakDown(
        thrown instanceof ConveyorException known
            ? known
            : new ConveyorException(Category.RUN_FAILED, party.stage() + ": " + thrown, thrown));
  }

  private void fail(int run, Throwable thrown) {
    ProcessRun failing = current;
    if (failing != null && failing.number() == run) {
      failing.fail(thrown);
    }
  }

  @Override
  public void failed(Child child, Frame.Failed failure) {
    Party party = child.party;
    if (failure.run() == 0) {
      startFailures.put(party.number(), failure.throwable());
      return;
    }
    fail((int) failure.run(), asException(party, failure));
    failures.merge(party.number(), 1L, Long::sum);
    sink().wake();
  }

  static ConveyorException asException(Party party, Frame.Failed failure) {
    Category category = failure.category();
    JobFailedException failed =
        new JobFailedException(party.stage(), party.worker(), failure.block(), failure.throwable());
    return category == Category.RUN_FAILED
        ? failed
        : new ConveyorException(category, String.valueOf(failed.getMessage()), failure.throwable());
  }

  @Override
  public void died(Child child, boolean whileStarting) {
    int party = child.party.number();
    RemoteException told = startFailures.remove(party);
    if (whileStarting && !child.wasKilled()) {
      breakDown(DeathReport.of(child, Category.START_FAILED, "", told, crashes));
      return;
    }
    if (broken != null) {
      return;
    }
    Recovery.Decision decision = recovery.died(child, told);
    WorkerDiedException giveUp = decision.reason();
    if (giveUp != null) {
      breakDown(giveUp);
      return;
    }
    LOG.warn("{}\n  another one starts in its place", decision.evidence());
    Recovery.Quarantine quarantine = decision.quarantined();
    if (quarantine != null) {
      deadLetters.quarantined(party, quarantine);
      counters.set(party, Counter.QUARANTINED_BLOCK, quarantine.sequence());
      counters.set(party, Counter.QUARANTINED_PIPE, quarantine.pipe() + 1L);
    }
    MappedMemory shared = memory;
    if (shared != null) {
      shared.releaseLocksOf(party);
    }
    replacements.merge(party, 1L, Long::sum);
    recovery.replaced(party);
    supervisor.replace(child, decision.delay());
  }

  @Override
  public void aside(Frame.DeadLetter letter) {
    deadLetters.keep(letter);
  }

  @Override
  public void aside(Party party, Frame.DeadLetter letter, byte[] block) {
    deadLetters.keep(letter, block);
  }

  @Override
  public void cannotReplace(Child child, IOException reason) {
    breakDown(
        new ConveyorException(
            Category.WORKER_DIED,
            child.title() + " died and cannot be replaced: " + reason,
            reason));
  }

  /** Returns how many workers have been replaced, by party. */
  long replacements(int party) {
    return replacements.getOrDefault(party, 0L);
  }

  boolean isDurable() {
    return durable != null;
  }

  /** The run stops where it is, to be gone on with by another launcher. */
  void suspend() {
    breakDown(
        new ConveyorException(
            Category.INTERRUPTED, "the run is suspended in %s".formatted(directory.path())));
  }

  /** All of the run is done: what it gave survives a loss of power, as nothing else will tell. */
  void seal() {
    DurableRun run = durableRun;
    if (run == null || run.sync().isZero()) {
      return;
    }
    sink().seal();
    try {
      box.force();
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES, "dead letters cannot be synced to the disk: " + e, e);
    }
  }

  /** The run has ended well. */
  void completed() {
    completed = true;
  }

  /** The pipeline cannot go on: what is under way fails, and what is left is ended by force. */
  void breakDown(ConveyorException reason) {
    if (broken != null) {
      return;
    }
    broken = reason;
    ProcessRun run = current;
    if (run != null) {
      run.broken(reason);
    }
    Feeder feeding = feeder;
    if (feeding != null) {
      feeding.abandon();
    }
    Sink reading = sink;
    if (reading != null) {
      reading.wake();
    }
  }

  @Override
  public void printed() {
    ProcessRun run = current;
    if (run != null) {
      run.printed();
    }
  }

  /** Returns whether every failure that workers counted has been received. */
  boolean allFailuresReceived() {
    return supervisor.children().stream()
        .map(child -> child.party.number())
        .allMatch(
            party -> failures.getOrDefault(party, 0L) >= counters.get(party, Counter.FAILURES));
  }

  /** Returns whether everything that workers printed has been passed on. */
  boolean allPrintsPassedOn() {
    return supervisor.children().stream()
        .allMatch(
            child ->
                child.out.passed() >= counters.get(child.party.number(), Counter.STDOUT_BYTES)
                    && child.err.passed()
                        >= counters.get(child.party.number(), Counter.STDERR_BYTES));
  }

  @Override
  public boolean isOpen() {
    return !closed && broken == null;
  }

  boolean isBroken() {
    return broken != null;
  }

  @Override
  public CommonMemory memory() {
    MappedMemory shared = memory;
    if (shared == null) {
      throw new IllegalStateException("the pipeline has no shared memory; set shared-memory");
    }
    return shared;
  }

  Counters counters() {
    return counters;
  }

  Blueprint blueprint() {
    return blueprint;
  }

  Sink sink() {
    return Objects.requireNonNull(sink);
  }

  Feeder feeder() {
    return Objects.requireNonNull(feeder);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    ConveyorException failure = null;
    try {
      ProcessRun run = current;
      if (run != null) {
        run.close();
      }
    } catch (RuntimeException e) {
      failure =
          e instanceof ConveyorException known
              ? known
              : new ConveyorException(Category.RUN_FAILED, "closing the run: " + e, e);
    }
    closed = true;
    supervisor.close(broken == null && failure == null);
    if (durable != null && completed && broken == null) {
      own(durable::end);
    }
    while (!resources.isEmpty()) {
      try {
        resources.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new ConveyorException(Category.RUN_FAILED, "closing the pipeline: " + e, e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
