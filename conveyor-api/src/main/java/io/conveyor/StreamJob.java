package io.conveyor;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a {@link Processor} does to all blocks of a run: maps, filters, expands or reduces them.
 *
 * <pre>{@code
 * Processor.stream((Stream<String> titles) -> Stream.of(mostCommon(titles)))
 * }</pre>
 *
 * <p>Called once in each worker and run, so what the call holds lasts for the run. Both streams are
 * lazy and sequential, for the thread of the call: blocks come in as the function asks for them,
 * and waiting for one sends off what has been given so far; no more is asked of the result than the
 * next stage takes. Either may be endless. What is left of the input when the result ends is
 * dropped.
 *
 * @param <I> the blocks it takes
 * @param <O> the blocks it gives
 */
@FunctionalInterface
public interface StreamJob<I, O> extends PushJob<I, O> {

  /**
   * Processes the blocks of a run, or of those that this worker gets.
   *
   * @param blocks the blocks, none of them null; may be empty
   * @return the results, none of them null; closed when it has ended or the run is cancelled
   * @throws Exception anything: it reaches the caller of the run as a {@link JobFailedException}
   */
  Stream<O> run(Stream<I> blocks) throws Exception;

  /** Calls the function, and gives what its stream has. */
  @Override
  @SuppressWarnings("FunctionalInterfaceMethodChanged") // The two take different arguments.
  default void run(Iterable<I> blocks, Consumer<O> results) throws Exception {
    try (Stream<O> given = run(StreamSupport.stream(blocks.spliterator(), false))) {
      Objects.requireNonNull(given, "the job gave null instead of a stream");
      given.sequential().forEachOrdered(results);
    }
  }
}
