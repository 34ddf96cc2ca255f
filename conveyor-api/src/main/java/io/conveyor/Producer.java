package io.conveyor;

import java.util.Objects;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Where the blocks of a pipeline come from when they are not given to the run: a first {@link
 * Processor} without input. Each of its workers produces everything.
 *
 * <pre>{@code
 * pipeline.add(Processor.producer(() -> IntStream.range(0, 1000)));
 * }</pre>
 *
 * @param <O> the blocks it gives
 */
@FunctionalInterface
public non-sealed interface Producer<O> extends Task {

  /**
   * Produces the blocks of a run.
   *
   * @return the blocks, none of them null; a {@link Stream}, or a stream of numbers; may be
   *     endless; asked for only as fast as the next stage takes them, and closed when it has ended
   *     or the run is cancelled
   * @throws Exception anything: it reaches the caller of the run as a {@link JobFailedException}
   */
  BaseStream<O, ?> run() throws Exception;

  /**
   * Calls {@link #run}, and returns its stream as one of objects, in order; for engines.
   *
   * @throws Exception what that throws
   */
  default Stream<O> stream() throws Exception {
    BaseStream<O, ?> blocks = run();
    Objects.requireNonNull(blocks, "the producer gave null instead of a stream");
    return ofObjects(blocks).sequential();
  }

  private static <O> Stream<O> ofObjects(BaseStream<O, ?> blocks) {
    return blocks instanceof Stream<?>
        ? asStream(blocks)
        : StreamSupport.stream(blocks.spliterator(), false).onClose(blocks::close);
  }

  @SuppressWarnings("unchecked") // A stream of its blocks is a stream of its blocks.
  private static <O> Stream<O> asStream(BaseStream<O, ?> blocks) {
    return (Stream<O>) blocks;
  }
}
