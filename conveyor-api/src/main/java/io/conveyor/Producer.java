package io.conveyor;

import java.util.stream.Stream;

/**
 * Where the blocks of a pipeline come from when they are not given to the run: a first {@link
 * Processor} without input. Each of its workers produces everything.
 *
 * @param <O> the blocks it gives
 */
@FunctionalInterface
public non-sealed interface Producer<O> extends Task {

  /**
   * Produces the blocks of a run.
   *
   * @return the blocks, none of them null; may be endless; asked for only as fast as the next stage
   *     takes them, and closed when it has ended or the run is cancelled
   * @throws Exception anything: it reaches the caller of the run as a {@link JobFailedException}
   */
  Stream<O> run() throws Exception;
}
