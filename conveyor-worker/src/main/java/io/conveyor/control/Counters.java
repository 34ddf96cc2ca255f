package io.conveyor.control;

import io.conveyor.ConveyorException;
import io.conveyor.mapped.Corrupt;
import io.conveyor.mapped.MappedLayout;
import io.conveyor.mapped.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What every participant of a pipeline has done, in a mapped file. The package description draws
 * it. Each slot has one writer, whose stores are opaque: readers see each counter grow, in no
 * particular order among counters.
 */
public final class Counters {

  /** What is counted; each in a slot of its own. */
  public enum Counter {
    /** Blocks taken. */
    BLOCKS_IN(0),
    /** Blocks given. */
    BLOCKS_OUT(8),
    /** Encoded bytes given. */
    BYTES_OUT(16),
    /** Nanoseconds spent working. */
    BUSY_NANOS(24),
    /** Nanoseconds spent waiting for input. */
    STARVED_NANOS(32),
    /** Nanoseconds spent waiting for room. */
    STALLED_NANOS(40),
    /** Sequence number of the current block. */
    CURRENT_BLOCK(48),
    /** The pipe that the current block came from, plus 1; 0 while there is none. */
    CURRENT_PIPE(56),
    /** Grows about once a millisecond while the participant has work. */
    HEARTBEAT(64),
    /** Bytes written to standard output. */
    STDOUT_BYTES(72),
    /** Bytes written to standard error. */
    STDERR_BYTES(80),
    /**
     * Failures and events reported over the control link, each counted before the end of its run is
     * passed on.
     */
    REPORTED(88),
    /** Blocks dropped because their job threw. */
    SKIPPED(128),
    /** Blocks dead-lettered. */
    DEAD_LETTERED(136),
    /** How often the current block has been tried again. */
    RETRY(144),
    /** The pipe of the block that the participant is not to try again, plus 1; 0 for none. */
    QUARANTINED_PIPE(152),
    /** That block's sequence number. Both are the launcher's, who sets them between two workers. */
    QUARANTINED_BLOCK(160),
    /** Blocks that the task was given, those counted again that it was given again. */
    ENTERED(168),
    /** The last run whose output is cut short: the participant failed, or something before it. */
    CUT_RUN(176),
    /** The last run of which the participant drops what is left, at once. The launcher's. */
    DROPPED_RUN(184),
    /** The last run of which the participant takes no further batch. The launcher's. */
    LEFT_RUN(192),
    /** How the participant spends its time now: the code of a {@link Spell}. */
    SPELL(200),
    /** Since when it does, by {@link System#nanoTime}, which all processes of a machine share. */
    SPELL_BEGUN(208),
    /** How often a block was tried again after its job threw. */
    RETRIES(216),
    /** How often the participant has been replaced. The launcher's. */
    RESTARTS(224),
    /** The participant's process; 0 for one that is within the launcher. */
    PID(232),
    /** Bytes of the heap in use, as they were now and then while the participant had work. */
    HEAP(240);

    private final int offset;

    Counter(int offset) {
      this.offset = offset;
    }
  }

  /** How a participant spends its time. */
  public enum Spell {
    /** Nobody has said so. */
    UNKNOWN(0, null),
    /** It works. */
    BUSY(1, Counter.BUSY_NANOS),
    /** It waits for input. */
    STARVED(2, Counter.STARVED_NANOS),
    /** It waits for room. */
    STALLED(3, Counter.STALLED_NANOS);

    private final int code;
    private final @Nullable Counter counter;

    Spell(int code, @Nullable Counter counter) {
      this.code = code;
      this.counter = counter;
    }

    /** Returns what counts it. */
    public Counter counter() {
      return Objects.requireNonNull(counter);
    }
  }

  /** What an open pipeline is doing. */
  public enum Phase {
    /** Not all workers are ready. */
    STARTING(0),
    /** No run is under way. */
    IDLE(1),
    /** A run takes inputs. */
    RUNNING(2),
    /** A run has all of its inputs. */
    DRAINING(3),
    /** The launcher is done with it. */
    CLOSED(4);

    private final int code;

    Phase(int code) {
      this.code = code;
    }
  }

  /** How a run ended. */
  public enum Outcome {
    /** None has. */
    NONE(0),
    /** All was done. */
    WELL(1),
    /** It failed, or was cancelled. */
    FAILED(2);

    private final int code;

    Outcome(int code) {
      this.code = code;
    }
  }

  private static final int VERSION = 2;
  private static final int SLOT = 512;

  /** In a slot: how many blocks took how long. */
  private static final int BLOCK_TIMES = 256;

  /** In the header of the file, behind what every mapped file has there. */
  private static final int CANCELLED_RUN_AT = 128;

  private static final int PHASE_AT = 136;
  private static final int OUTCOME_AT = 144;

  private final Words words;

  private Counters(Words words) {
    this.words = words;
  }

  /**
   * Creates the file.
   *
   * @param directory the run directory
   * @param participants how many participants there are
   */
  public static Counters create(Path directory, int participants) {
    return new Counters(layout(participants).create(file(directory)));
  }

  /**
   * Opens the file.
   *
   * @param directory the run directory
   * @throws ConveyorException if it is damaged or foreign
   */
  public static Counters open(Path directory) {
    Path file = file(directory);
    try {
      long length = Files.size(file);
      if (length < MappedLayout.HEADER || length > Integer.MAX_VALUE - SLOT) {
        throw Corrupt.of(file, "length in bytes", "at least " + MappedLayout.HEADER, length);
      }
      return new Counters(layout((int) (length - MappedLayout.HEADER) / SLOT).open(file));
    } catch (NoSuchFileException e) {
      throw Corrupt.of(file, "no such file, expected counters");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + file, e);
    }
  }

  private static MappedLayout layout(int participants) {
    return new MappedLayout(
        "CvCounts",
        VERSION,
        MappedLayout.HEADER + SLOT * participants,
        Map.of("participants", (long) participants));
  }

  /**
   * Checks that these are the counters of so many participants.
   *
   * @param directory the run directory
   * @param participants how many
   * @throws ConveyorException if they are not
   */
  public void requireParticipants(Path directory, int participants) {
    if (participants != participants()) {
      throw Corrupt.of(file(directory), "participants", participants, participants());
    }
  }

  /** Returns how many participants there are. */
  public int participants() {
    return (words.length() - MappedLayout.HEADER) / SLOT;
  }

  private static Path file(Path directory) {
    return directory.resolve("counters.dat");
  }

  /** Returns a counter of a participant. */
  public long get(int participant, Counter counter) {
    return words.getOpaque(at(participant, counter));
  }

  /** Sets a counter; for the participant it belongs to. */
  public void set(int participant, Counter counter, long value) {
    words.putOpaque(at(participant, counter), value);
  }

  /** Adds to a counter; for the participant it belongs to. */
  public void add(int participant, Counter counter, long delta) {
    set(participant, counter, get(participant, counter) + delta);
  }

  /**
   * Says how a participant spends its time from now on; for the participant.
   *
   * @param nanos now
   */
  public void begin(int participant, Spell spell, long nanos) {
    set(participant, Counter.SPELL, spell.code);
    set(participant, Counter.SPELL_BEGUN, nanos);
  }

  /** Returns how a participant spends its time. */
  public Spell spell(int participant) {
    long code = get(participant, Counter.SPELL);
    return Arrays.stream(Spell.values())
        .filter(spell -> spell.code == code)
        .findFirst()
        .orElse(Spell.UNKNOWN);
  }

  /**
   * Counts blocks by how long each of them took; for the participant.
   *
   * @param bucket as {@link BlockTimes#bucket} has it
   */
  public void addBlocks(int participant, int bucket, long blocks) {
    int at = at(participant, bucket);
    words.putOpaque(at, words.getOpaque(at) + blocks);
  }

  /** Returns how many blocks of a participant took how long. */
  public BlockTimes blockTimes(int participant) {
    long[] counts = new long[BlockTimes.BUCKETS];
    Arrays.setAll(counts, bucket -> words.getOpaque(at(participant, bucket)));
    return new BlockTimes(counts);
  }

  private static int at(int participant, int bucket) {
    return MappedLayout.HEADER + SLOT * participant + BLOCK_TIMES + Long.BYTES * bucket;
  }

  /** Forgets what only concerned the processes that are gone. */
  public void forgetProcesses() {
    enter(Phase.STARTING);
    for (int participant = 0; participant < participants(); participant++) {
      set(participant, Counter.CURRENT_PIPE, 0);
      set(participant, Counter.RETRY, 0);
      set(participant, Counter.STDOUT_BYTES, 0);
      set(participant, Counter.STDERR_BYTES, 0);
      set(participant, Counter.REPORTED, 0);
      set(participant, Counter.CUT_RUN, 0);
      set(participant, Counter.DROPPED_RUN, 0);
      set(participant, Counter.LEFT_RUN, 0);
      begin(participant, Spell.UNKNOWN, 0);
      set(participant, Counter.RESTARTS, 0);
      set(participant, Counter.PID, 0);
      set(participant, Counter.HEAP, 0);
    }
  }

  /** Returns the run that was cancelled last, or 0; everything older is cancelled too. */
  public long cancelledRun() {
    return words.getAcquire(CANCELLED_RUN_AT);
  }

  /** Says that a run is cancelled: what is left of it is dropped by all participants. */
  public void cancelRun(long run) {
    words.putRelease(CANCELLED_RUN_AT, run);
  }

  /** Returns what the pipeline is doing. */
  public Phase phase() {
    long code = words.getAcquire(PHASE_AT);
    return Arrays.stream(Phase.values())
        .filter(phase -> phase.code == code)
        .findFirst()
        .orElse(Phase.STARTING);
  }

  /** Says what the pipeline is doing; for its launcher. */
  public void enter(Phase phase) {
    words.putRelease(PHASE_AT, phase.code);
  }

  /**
   * Says that a run has come to its end; for the launcher. What is cancelled has not ended well.
   */
  public void endRun(long run, boolean well) {
    Outcome outcome = well && run > cancelledRun() ? Outcome.WELL : Outcome.FAILED;
    words.putRelease(OUTCOME_AT, outcome.code);
    enter(Phase.IDLE);
  }

  /** Returns how the last run ended. */
  public Outcome outcome() {
    long code = words.getAcquire(OUTCOME_AT);
    return Arrays.stream(Outcome.values())
        .filter(outcome -> outcome.code == code)
        .findFirst()
        .orElse(Outcome.NONE);
  }

  private static int at(int participant, Counter counter) {
    return MappedLayout.HEADER + SLOT * participant + counter.offset;
  }
}
