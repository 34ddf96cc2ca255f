package io.conveyor.spi;

import io.conveyor.BlockId;
import io.conveyor.RemoteException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine dead-letters blocks: those that a stage failed at, whose policy is {@link
 * io.conveyor.OnError#DEAD_LETTER}. Thread-safe.
 */
public interface DeadLetters {

  /**
   * What is known of a block that a stage failed at.
   *
   * @param stage the stage's name
   * @param worker which worker of it, from 0
   * @param run the run of the pipeline, from 1
   * @param block the block's id
   * @param attempts how often it was tried in all; at least 1
   * @param thrown what the job threw at last, or null if it did not throw
   * @param deaths how workers died of it, if they did
   * @param crashFile what a JVM wrote as it crashed over it, or null if none did; is copied
   */
  record Letter(
      String stage,
      int worker,
      long run,
      BlockId block,
      int attempts,
      @Nullable RemoteException thrown,
      List<String> deaths,
      @Nullable Path crashFile) {

    /** Creates a letter, copying the list. */
    public Letter {
      deaths = List.copyOf(deaths);
    }
  }

  /**
   * Keeps a block, replacing what was kept of it before.
   *
   * @param letter what is known of it
   * @param block the block itself
   * @throws io.conveyor.ConveyorException if there is no room, or it cannot be written
   */
  void put(Letter letter, Object block);
}
