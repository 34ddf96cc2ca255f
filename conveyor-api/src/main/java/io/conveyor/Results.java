package io.conveyor;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The results of a run, pulled lazily. Nothing runs before the first pull, and inputs are read no
 * further ahead than the pipes' bounds allow. Closing early cancels the run and releases everything
 * it held. For one thread at a time, but for {@link #cancel()} and {@link #report()}.
 *
 * @param <T> the blocks that leave the pipeline
 */
@SuppressWarnings("IterableAndIterator") // Pulled one by one, or gone through in a for loop: once.
public interface Results<T> extends Iterator<T>, Iterable<T>, AutoCloseable {

  /**
   * Waits for the next result.
   *
   * @return whether there is one
   * @throws JobFailedException if a job threw
   * @throws WorkerDiedException if a worker died
   * @throws ConveyorException if the run failed otherwise, or the thread was interrupted
   */
  @Override
  boolean hasNext();

  /** Returns itself: results can be gone through once. */
  @Override
  default Iterator<T> iterator() {
    return this;
  }

  /** Returns the remaining results as a stream that closes these results when it is closed. */
  Stream<T> stream();

  /** The most bytes of an offset, encoded in UTF-8: 4096. */
  int MOST_OFFSET_BYTES = 4096;

  /**
   * Pulls all results that are left, closes these results, and returns the last one.
   *
   * @return the last one, or nothing if there was none
   * @throws ConveyorException as {@link #hasNext}
   */
  Optional<T> last();

  /**
   * Returns these results, and looks at each whether it is of that class; to be called before the
   * first pull. {@link #next} throws a {@link ClassCastException} for one that is not.
   *
   * @param type the class, or that of a primitive type for its boxes
   * @param <U> the blocks that leave the pipeline
   */
  <U> Results<U> cast(Class<U> type);

  /**
   * Starts the run if it has not been started, and pulls the results that are left on a thread of
   * their own, each handed to a consumer in turn. From here on nobody else may pull them.
   *
   * @param consumer called on that thread; what it throws ends the run, and comes out of {@link
   *     RunHandle#await()}
   * @return by which to await or cancel the run
   * @throws ConveyorException if processes could not be started
   */
  RunHandle start(Consumer<? super T> consumer);

  /**
   * Says how results are kept, of a run that is {@linkplain Pipeline#durable durable}: whenever the
   * run is to advance past the results pulled so far, it calls back, within {@link #hasNext} or
   * {@link #next}; once that has returned, they are never given again. Without, results of which
   * the next one has not been asked for, and some before, may be given again when the run is
   * resumed. To be called before the first pull; no other run ever calls back.
   *
   * @param keeper makes everything pulled so far safe, and returns an offset by which to find it,
   *     such as the length of a file or a position of a log: any text of at most {@link
   *     #MOST_OFFSET_BYTES}. It means nothing to the run
   */
  void keep(Supplier<String> keeper);

  /**
   * Likewise, for results that survive a loss of power as well. Without {@code force}, a run whose
   * results are kept begins with the first input again once the machine was restarted, and {@link
   * #kept} is empty.
   *
   * @param keeper makes everything pulled so far safe, and returns an offset by which to find it
   * @param force returns when all that was kept would survive a loss of power, as {@link
   *     java.nio.channels.FileChannel#force} does; is called at the intervals of {@link
   *     DurableRun#sync()}, and when the run has ended
   */
  void keep(Supplier<String> keeper, Runnable force);

  /**
   * Says how results are kept, with offsets that are numbers; see {@link #keep(Supplier)}.
   *
   * @param keeper makes everything pulled so far safe, and returns an offset by which to find it
   */
  default void keep(LongSupplier keeper) {
    keep(() -> Long.toString(keeper.getAsLong()));
  }

  /**
   * Says how results are kept, with offsets that are numbers; see {@link #keep(Supplier,
   * Runnable)}.
   *
   * @param keeper makes everything pulled so far safe, and returns an offset by which to find it
   * @param force returns when all that was kept would survive a loss of power
   */
  default void keep(LongSupplier keeper, Runnable force) {
    keep(() -> Long.toString(keeper.getAsLong()), force);
  }

  /**
   * Starts the run if it has not been started, and returns the offset of what was kept last, by
   * this process or by one that went before; empty if nothing was, or the run is not durable.
   */
  String kept();

  /**
   * Returns what {@link #kept} does, as a number; 0 if nothing was kept.
   *
   * @throws ConveyorException if the offset is not a number
   */
  default long keptAsLong() {
    String offset = kept();
    try {
      return offset.isEmpty() ? 0 : Long.parseLong(offset);
    } catch (NumberFormatException e) {
      throw new ConveyorException(
          ConveyorException.Category.CORRUPT,
          "the offset of the results that were kept is '%s', expected a number".formatted(offset),
          e);
    }
  }

  /**
   * Starts the run if it has not been started, and returns what had been done of it before this
   * program resumed it; nothing if it begins here, or is not durable.
   */
  RunReport resumed();

  /** Returns what has been done so far; after the last result, what the run did. */
  RunReport report();

  /**
   * Asks for the run to end early: {@link #hasNext} soon returns false, without an exception. Safe
   * from any thread.
   */
  void cancel();

  /** Cancels what has not run yet. Does nothing after the last result, or when called again. */
  @Override
  void close();
}
