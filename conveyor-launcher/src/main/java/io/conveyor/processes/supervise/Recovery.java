package io.conveyor.processes.supervise;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.OnError;
import io.conveyor.PipelineEvent.WorkerDied;
import io.conveyor.PipelineEvent.WorkerReplaced;
import io.conveyor.PipelineEvent.WorkerStarted;
import io.conveyor.ProcessSettings;
import io.conveyor.Processor;
import io.conveyor.RemoteException;
import io.conveyor.WorkerDiedException;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.control.Frame;
import io.conveyor.face.Face;
import io.conveyor.mapped.Room;
import io.conveyor.processes.child.Child;
import io.conveyor.processes.plan.Participant;
import io.conveyor.stage.Backoff;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of a worker that died, and does it: another one in its place, or the end of
 * the pipeline.
 *
 * <p>Each worker has a budget of replacements, which only a healthy while refills: a new process
 * does not count as health. The first replacement comes at once; as long as none gets anywhere, the
 * next ones come later and later. A block that was the current one at several deaths is taken to be
 * their cause.
 *
 * <p>Belongs to the supervising thread, but for {@link #replacements}.
 */
final class Recovery implements ChildListener {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final Counters counters;
  private final CrashFiles crashes;
  private final DeadLetterDesk deadLetters;
  private final IntConsumer releaseLocks;
  private final PipelineEvents events;
  private final Arrivals arrivals;
  private final ProcessSettings settings;
  private final Map<Integer, History> histories = new HashMap<>();

  /** Why workers could not start: reported before they end. */
  private final Map<Integer, Frame.Failed> startFailures = new HashMap<>();

  /** Participants that have been ready once. */
  private final Set<Integer> proven = new HashSet<>();

  /** How many workers have been replaced so far. */
  private final Map<Integer, Long> replacements = new ConcurrentHashMap<>();

  private @Nullable Replacer replacer;

  /**
   * Creates a recovery.
   *
   * @param counters show what a worker was about to do
   * @param crashes finds what a JVM wrote as it crashed
   * @param deadLetters keeps blocks that are not tried again
   * @param releaseLocks takes the locks of a dead participant from it
   * @param events notified when the pipeline cannot go on, and of failed tasks
   * @param arrivals takes note of failures
   * @param settings say what health is, and how long replacements wait
   */
  Recovery(
      Counters counters,
      CrashFiles crashes,
      DeadLetterDesk deadLetters,
      IntConsumer releaseLocks,
      PipelineEvents events,
      Arrivals arrivals,
      ProcessSettings settings) {
    this.counters = counters;
    this.crashes = crashes;
    this.deadLetters = deadLetters;
    this.releaseLocks = releaseLocks;
    this.events = events;
    this.arrivals = arrivals;
    this.settings = settings;
  }

  /** Sets who starts other workers; before the first event. */
  void replaceBy(Replacer those) {
    replacer = those;
  }

  /** Returns how many workers have been replaced. Safe from any thread. */
  long replacements(int participant) {
    return replacements.getOrDefault(participant, 0L);
  }

  @Override
  public void reported(Child child, Frame.Report report) {
    Participant by = child.participant();
    if (report instanceof Frame.Failed failure && failure.run() == 0) {
      startFailures.put(by.number(), failure);
      return;
    } else if (report instanceof Frame.Failed failure) {
      events.failed((int) failure.run(), by, FailureReport.of(by, failure));
    } else if (report instanceof Frame.Happened happened) {
      events.happened(happened.event());
    }
    arrivals.arrived(by.number());
    events.arrived();
  }

  @Override
  public void ready(Child child) {
    Participant of = child.participant();
    boolean first = proven.add(of.number());
    Instant now = Instant.now();
    events.happened(
        first
            ? new WorkerStarted(now, of.stage(), of.worker(), child.pid())
            : new WorkerReplaced(now, of.stage(), of.worker(), child.pid()));
  }

  /**
   * A worker that cannot start is reported at once, unless one in its place could before: then
   * something may be short for a moment. A damaged file stays as it is.
   */
  @Override
  public void died(Child child) {
    int number = child.participant().number();
    tellDeath(child, currentBlock(number));
    Frame.Failed failure = startFailures.remove(number);
    RemoteException reason = failure == null ? null : failure.throwable();
    Category met = failure == null ? null : failure.category();
    boolean damaged = met == Category.CORRUPT;
    if (damaged || (child.cannotStart() && !proven.contains(number))) {
      Category category =
          StartFailure.category(MemoryShortage.isSaidBy(child) ? Category.RESOURCES : met);
      events.broken(DeathReport.of(child, category, null, reason, crashes));
    } else if (!events.isBroken()) {
      recover(child, reason);
    }
  }

  private void tellDeath(Child child, @Nullable BlockId at) {
    Participant of = child.participant();
    events.happened(
        new WorkerDied(
            Instant.now(),
            of.stage(),
            of.worker(),
            child.pid(),
            DeathReport.line(child, at),
            Optional.ofNullable(at)));
  }

  @Override
  public void diedAtEnd(Child child) {
    int number = child.participant().number();
    releaseLocks.accept(number);
    counters.set(number, Counter.CURRENT_PIPE, 0);
    WorkerDiedException death = DeathReport.of(child, Category.WORKER_DIED, null, null, crashes);
    LOG.warn("{}\n  its job was not closed yet", death.getMessage());
  }

  @Override
  public void cannotReplace(Child child, IOException reason) {
    events.broken(
        new ConveyorException(
            Room.isShort(reason) ? Category.RESOURCES : Category.WORKER_DIED,
            "%s died and cannot be replaced: %s"
                .formatted(child.title(), Room.why(reason, crashes.directory())),
            reason));
  }

  @Override
  public void outOfMemory(OutOfMemoryError reason) {
    events.broken(
        new ConveyorException(
            Category.RESOURCES,
            "workers cannot be looked after: " + Room.why(reason, crashes.directory()),
            reason));
  }

  private void recover(Child child, @Nullable RemoteException reason) {
    int number = child.participant().number();
    BlockId current = currentBlock(number);
    WorkerDiedException death =
        DeathReport.of(child, Category.WORKER_DIED, current, reason, crashes);
    History history = histories.computeIfAbsent(number, ignored -> history());
    history.add(death, current, counters.get(number, Counter.BLOCKS_IN), crashes.of(child));
    Processor processor = Objects.requireNonNull(child.participant().processor());
    if (current != null && history.attempts() >= processor.attempts()) {
      if (processor.onError().goesOn()) {
        quarantine(child, history, current);
      } else {
        giveUp(child, history, guilty(current, history.attempts()));
      }
    } else if (history.deaths().size() > processor.restarts()) {
      giveUp(child, history, budgetSpent(history.deaths().size(), processor.restarts()));
    } else {
      replace(child, history, history.backoff(), DeathReport.line(child, current));
    }
  }

  private History history() {
    return new History(
        settings.healthyAfter(),
        new Backoff(settings.restartBackoff(), ProcessSettings.MOST_BACKOFF));
  }

  private static String guilty(BlockId block, int attempts) {
    return "block %s was the current one each time it died, %d times in a row; %s or %s would continue without it"
        .formatted(
            block,
            attempts,
            Face.choice("on-error", OnError.SKIP),
            Face.choice("on-error", OnError.DEAD_LETTER));
  }

  private String budgetSpent(int deaths, int restarts) {
    return "it died %d times without living for %s, %d s, in between, which is more than %s"
        .formatted(
            deaths,
            Face.setting("healthy-after"),
            settings.healthyAfter().toSeconds(),
            Face.given("restarts", restarts));
  }

  /** The block is guilty of its deaths, so they do not count against the worker's budget. */
  private void quarantine(Child child, History history, BlockId block) {
    int number = child.participant().number();
    deadLetters.quarantined(number, history.quarantine(block));
    counters.set(number, Counter.QUARANTINED_BLOCK, block.sequence());
    counters.set(number, Counter.QUARANTINED_PIPE, block.origin() + 1L);
    replace(
        child,
        history,
        Duration.ZERO,
        DeathReport.line(child, block) + "; the block is not tried again");
  }

  private void replace(Child child, History history, Duration delay, String evidence) {
    String when = delay.isZero() ? "" : " in " + delay.toMillis() + " ms";
    LOG.warn("{}; another one starts in its place{}", evidence, when);
    int number = child.participant().number();
    releaseLocks.accept(number);
    replacements.merge(number, 1L, Long::sum);
    counters.add(number, Counter.RESTARTS, 1);
    history.replaced(counters.get(number, Counter.BLOCKS_IN));
    counters.set(number, Counter.CURRENT_PIPE, 0);
    Objects.requireNonNull(replacer).replace(child, delay);
  }

  /** The first death shows most of the cause, and the last one its outcome. */
  private void giveUp(Child child, History history, String why) {
    WorkerDiedException last = history.deaths().get(history.deaths().size() - 1);
    Path crash = history.crashFile();
    String kept = crash == null ? "" : System.lineSeparator() + "  " + crashes.keep(crash);
    WorkerDiedException reason =
        new WorkerDiedException(
            Category.WORKER_DIED,
            last.stage(),
            last.worker(),
            last.pid(),
            last.exitCode(),
            "%s is given up: %s%n%s%s".formatted(child.title(), why, last.getMessage(), kept),
            null);
    history.deaths().stream().filter(death -> death != last).forEach(reason::addSuppressed);
    events.broken(reason);
  }

  private @Nullable BlockId currentBlock(int number) {
    long pipe = counters.get(number, Counter.CURRENT_PIPE);
    return pipe == 0
        ? null
        : new BlockId((int) (pipe - 1), counters.get(number, Counter.CURRENT_BLOCK));
  }
}
