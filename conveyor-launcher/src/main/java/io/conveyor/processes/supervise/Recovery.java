package io.conveyor.processes.supervise;

import io.conveyor.ConveyorException.Category;
import io.conveyor.Processor;
import io.conveyor.RemoteException;
import io.conveyor.WorkerDiedException;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a worker that died: another one in its place, or the end of the pipeline.
 *
 * <p>Each worker has a budget of replacements, which only a healthy while refills: a new process
 * does not count as health. The first replacement comes at once; as long as none gets anywhere, the
 * next ones come later and later. A block that was in hand at several deaths is taken to be their
 * cause.
 *
 * <p>Belongs to the supervising thread.
 */
public final class Recovery {

  /** A worker that lives for as long has its whole budget again. */
  private static final long HEALTHY_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

  /**
   * What to do: wait for {@code delay} and start another, or give up for a reason.
   *
   * @param delay how long to wait
   * @param evidence what is known of the death
   * @param quarantined a block that is not to be tried again, with the deaths it is guilty of
   * @param reason why to give up, or null to go on
   */
  public record Decision(
      Duration delay,
      String evidence,
      @Nullable Quarantine quarantined,
      @Nullable WorkerDiedException reason) {}

  /** A block found guilty of deaths, and the last crash report of them, if there is one. */
  public record Quarantine(String block, List<String> deaths, @Nullable Path crashFile) {

    public int pipe() {
      return Integer.parseInt(block.substring(0, block.indexOf(':')));
    }

    public long sequence() {
      return Long.parseLong(block.substring(block.indexOf(':') + 1));
    }
  }

  /** What has happened to one worker. */
  private static final class History {
    final List<WorkerDiedException> deaths = new ArrayList<>();
    long startedNanos = System.nanoTime();
    long blocksAtStart;
    int fruitless;
    String block = "";
    int attempts;
    @Nullable Path crashFile;
  }

  private final Counters counters;
  private final CrashFiles crashes;
  private final Map<Integer, History> histories = new HashMap<>();

  public Recovery(Counters counters, CrashFiles crashes) {
    this.counters = counters;
    this.crashes = crashes;
  }

  /** Takes note of a death, and decides. */
  public Decision died(Child child, @Nullable RemoteException told) {
    int party = child.party.number();
    History history = histories.computeIfAbsent(party, ignored -> new History());
    WorkerDiedException death =
        DeathReport.of(child, Category.WORKER_DIED, blockInHand(party), told, crashes);
    boolean progress = counters.get(party, Counter.BLOCKS_IN) > history.blocksAtStart;
    if (System.nanoTime() - history.startedNanos > HEALTHY_NANOS) {
      history.deaths.clear();
    }
    history.fruitless = progress ? 0 : history.fruitless + 1;
    countAttempt(history, blockInHand(party));
    history.deaths.add(death);
    keepLast(history, crashes.of(child));
    Processor processor = Objects.requireNonNull(child.party.processor());
    if (history.attempts >= processor.attempts()) {
      if (processor.onError().goesOn()) {
        return quarantine(history, death);
      }
      return giveUp(
          child,
          history,
          ("block %s was in hand each time it died, %d times in a row; on-error: skip or dead-letter would"
                  + " go on without it")
              .formatted(history.block, history.attempts));
    }
    if (history.deaths.size() > processor.restarts()) {
      return giveUp(
          child,
          history,
          "it died %d times without a healthy while of %d s in between, and restarts is %d"
              .formatted(
                  history.deaths.size(),
                  TimeUnit.NANOSECONDS.toSeconds(HEALTHY_NANOS),
                  processor.restarts()));
    }
    return new Decision(backoff(history.fruitless), String.valueOf(death.getMessage()), null, null);
  }

  /** The block has answered for its deaths, so the worker's budget does not. */
  private static Decision quarantine(History history, WorkerDiedException death) {
    int guilty = Math.min(history.attempts, history.deaths.size());
    List<WorkerDiedException> last =
        history.deaths.subList(history.deaths.size() - guilty, history.deaths.size());
    Quarantine quarantine =
        new Quarantine(
            history.block,
            last.stream().map(each -> String.valueOf(each.getMessage())).toList(),
            history.crashFile);
    last.clear();
    history.crashFile = null;
    history.block = "";
    history.attempts = 0;
    history.fruitless = 0;
    return new Decision(
        Duration.ZERO,
        "%s%n  block %s is not tried again".formatted(death.getMessage(), quarantine.block()),
        quarantine,
        null);
  }

  /** Crash reports are large, and a pipeline may run for long. */
  private static void keepLast(History history, @Nullable Path crashFile) {
    Path before = history.crashFile;
    boolean another = crashFile != null || history.attempts <= 1;
    if (before != null && another) {
      CrashFiles.delete(before);
    }
    if (another) {
      history.crashFile = crashFile;
    }
  }

  private static void countAttempt(History history, String block) {
    boolean again = !block.isEmpty() && block.equals(history.block);
    history.block = block;
    history.attempts = again ? history.attempts + 1 : block.isEmpty() ? 0 : 1;
  }

  private static Duration backoff(int fruitless) {
    if (fruitless <= 1) {
      return Duration.ZERO;
    }
    Duration delay = FIRST_BACKOFF.multipliedBy(1L << Math.min(fruitless - 2, 10));
    return delay.compareTo(LONGEST_BACKOFF) < 0 ? delay : LONGEST_BACKOFF;
  }

  /** The first death tells most, and the last one what it has come to. */
  private Decision giveUp(Child child, History history, String why) {
    WorkerDiedException last = history.deaths.get(history.deaths.size() - 1);
    Path crash = history.crashFile;
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
    history.deaths.stream().filter(death -> death != last).forEach(reason::addSuppressed);
    return new Decision(Duration.ZERO, why, null, reason);
  }

  /** Another worker starts in its place. */
  public void replaced(int party) {
    History history = histories.computeIfAbsent(party, ignored -> new History());
    history.startedNanos = System.nanoTime();
    history.blocksAtStart = counters.get(party, Counter.BLOCKS_IN);
    counters.set(party, Counter.CURRENT_PIPE, 0);
  }

  private String blockInHand(int party) {
    long pipe = counters.get(party, Counter.CURRENT_PIPE);
    return pipe == 0 ? "" : (pipe - 1) + ":" + counters.get(party, Counter.CURRENT_BLOCK);
  }
}
