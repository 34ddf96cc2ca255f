package io.conveyor.processes.supervise;

import io.conveyor.BlockId;
import io.conveyor.WorkerDiedException;
import io.conveyor.stage.Backoff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has happened to one worker: the evidence on which its recovery is decided. */
final class History {

  private final Duration healthyAfter;
  private final Backoff pauses;
  private final List<WorkerDiedException> deaths = new ArrayList<>();
  private long startedNanos = System.nanoTime();
  private long blocksAtStart;

  /** How many processes in a row have done nothing. */
  private int fruitless;

  private @Nullable BlockId block;
  private int attempts;
  private @Nullable Path crashFile;

  /**
   * Creates a history without deaths.
   *
   * @param healthyAfter a worker that lives for as long has its whole budget again
   * @param pauses between replacements, while none gets anywhere
   */
  History(Duration healthyAfter, Backoff pauses) {
    this.healthyAfter = healthyAfter;
    this.pauses = pauses;
  }

  /**
   * Takes note of a death.
   *
   * @param death what is known of it
   * @param current the block that was the current one, or null
   * @param blocksIn how many blocks the worker has taken in all
   * @param crash what the JVM wrote as it crashed, or null
   */
  void add(
      WorkerDiedException death, @Nullable BlockId current, long blocksIn, @Nullable Path crash) {
    if (System.nanoTime() - startedNanos > healthyAfter.toNanos()) {
      deaths.clear();
    }
    fruitless = blocksIn > blocksAtStart ? 0 : fruitless + 1;
    countAttempt(current);
    deaths.add(death);
    keepLast(crash);
  }

  private void countAttempt(@Nullable BlockId current) {
    boolean again = current != null && current.equals(block);
    block = current;
    attempts = again ? attempts + 1 : current == null ? 0 : 1;
  }

  /** Crash reports are large, and a pipeline may run for long. */
  private void keepLast(@Nullable Path crash) {
    Path before = crashFile;
    boolean another = crash != null || attempts <= 1;
    if (before != null && another) {
      CrashFiles.delete(before);
    }
    if (another) {
      crashFile = crash;
    }
  }

  /** Returns how often the last worker's block was the current one at a death, in a row. */
  int attempts() {
    return attempts;
  }

  /** Returns all deaths that count, the last one last. */
  List<WorkerDiedException> deaths() {
    return deaths;
  }

  @Nullable Path crashFile() {
    return crashFile;
  }

  /** Takes the deaths that the last block is guilty of out of the history. */
  Quarantine quarantine(BlockId guilty) {
    int count = Math.min(attempts, deaths.size());
    List<WorkerDiedException> last = deaths.subList(deaths.size() - count, deaths.size());
    List<String> texts = last.stream().map(each -> String.valueOf(each.getMessage())).toList();
    Quarantine quarantine = new Quarantine(guilty, texts, crashFile);
    last.clear();
    crashFile = null;
    block = null;
    attempts = 0;
    fruitless = 0;
    return quarantine;
  }

  /** The first replacement comes at once; as long as none gets anywhere, later and later. */
  Duration backoff() {
    if (fruitless <= 1) {
      return Duration.ZERO;
    }
    return pauses.before(fruitless - 1);
  }

  /** Another worker starts, after so many blocks. */
  void replaced(long blocksIn) {
    startedNanos = System.nanoTime();
    blocksAtStart = blocksIn;
  }
}
