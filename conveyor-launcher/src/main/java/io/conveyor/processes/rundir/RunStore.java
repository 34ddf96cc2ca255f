package io.conveyor.processes.rundir;

import io.conveyor.control.Counters;
import io.conveyor.memory.MappedMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * All that a run has on the disk, from the directory that is made or resumed to its removal:
 *
 * <pre>
 *   open      the directory, its lock, sockets and counters
 *   prepare   pipes and shared memory: made, resumed, or restored from a checkpoint
 *   opened    from here on there is something to resume
 *   ended     nothing of the run is needed any more
 *   close     removed, or left for the launcher that resumes it
 * </pre>
 *
 * Either it goes away with its launcher, or it outlives it. Belongs to one thread, but for {@link
 * #beforeExit}.
 */
public interface RunStore extends AutoCloseable {

  /** What is done with dead letters of blocks that will come again. */
  @FunctionalInterface
  interface Rollback {

    /**
     * Takes back what is kept of blocks that will come again.
     *
     * @param first for each pipe, the first block that will
     */
    void to(IntToLongFunction first) throws IOException;
  }

  /** Returns the directory of the files of the run. */
  Path path();

  /** Returns the directory of its sockets, the path of which is short. */
  Path sockets();

  /** Returns when the run was begun, by this launcher or by the first one before it. */
  Instant begun();

  /** Returns the counters of all participants. */
  Counters counters();

  /**
   * Makes what keeps blocks, or makes sure that what is there may be resumed.
   *
   * @param contents what the run consists of
   * @param rollback gets the blocks that come again though they were done
   * @throws io.conveyor.ConveyorException if what is there belongs to another run, or is damaged
   */
  void prepare(RunContents contents, Rollback rollback) throws IOException;

  /** All is ready to run: from here on the run can be resumed, if it outlives its launcher. */
  void opened() throws IOException;

  /** Returns the memory that the run shares with its jobs, once prepared; null if it has none. */
  @Nullable MappedMemory memory();

  /** Returns whether the run can be resumed by another launcher. */
  boolean outlivesLauncher();

  /** Returns whether what the run gave is to survive a loss of power. */
  boolean survivesPowerLoss();

  /** Sets what to do first should this process exit while the store is open. */
  void beforeExit(Runnable action);

  /** The run has ended well: nothing of it is needed any more. */
  void ended() throws IOException;

  @Override
  void close() throws IOException;
}
