package io.conveyor;

import java.util.function.Consumer;

/**
 * What a {@link Processor} does to all blocks of a run, giving results as it goes on: a generator
 * that can give several results for a block, or none, do something between them and after the last
 * block, or throw.
 *
 * <pre>{@code
 * static void titles(Iterable<String> pages, Consumer<String> titles) throws IOException {
 *   for (String page : pages) {
 *     titles.accept(titleOf(page));
 *   }
 * }
 *
 * pipeline.add(Processor.stream(Pages::titles));
 * }</pre>
 *
 * <p>Called once in each worker and run, on one thread, so what the call holds lasts for the run.
 * Blocks come in as they are asked for; waiting for one sends off what has been given so far. What
 * is left of the blocks when it returns is dropped. A {@link StreamJob} is the same as a function
 * between streams.
 *
 * @param <I> the blocks it takes
 * @param <O> the blocks it gives
 */
@FunctionalInterface
public non-sealed interface PushJob<I, O> extends Task {

  /**
   * Processes the blocks of a run, or of those that this worker gets.
   *
   * @param blocks the blocks, none of them null; may be empty, or endless; to be gone through once
   * @param results takes the results, none of them null, as fast as the next stage takes them; for
   *     the thread of the call, and until it returns. Throws when the run is cancelled: let that
   *     pass
   * @throws Exception anything: it reaches the caller of the run as a {@link JobFailedException}
   */
  void run(Iterable<I> blocks, Consumer<O> results) throws Exception;
}
