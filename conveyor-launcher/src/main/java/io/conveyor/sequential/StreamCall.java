package io.conveyor.sequential;

import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A call of a function over a stream that blocks are pushed into. Such a function pulls, so it has
 * a thread of its own; but it runs only while whoever pushes waits for it, and waits itself
 * otherwise: at any time one of the two does something.
 *
 * <pre>
 *   give(block) ──turns──▶ function asks for a block and gets it ... asks for the next
 *     returns   ◀─turns────────────────────────────────────────────────┘
 * </pre>
 */
final class StreamCall {

  /** Instead of a block: there are no more. */
  private static final Object END = new Object();

  /** Instead of a block: nobody waits for results any more. */
  private static final Object CANCEL = new Object();

  /** What the function wants: the next block. */
  private static final Object MORE = new Object();

  /** What the function wants: nothing. */
  private static final Object DONE = new Object();

  private final Worker worker;
  private final Consumer<Object> results;
  private final SynchronousQueue<Object> blocks = new SynchronousQueue<>();
  private final SynchronousQueue<Object> wants = new SynchronousQueue<>();
  private final Thread thread;
  private boolean started;
  private boolean done;
  private volatile boolean cancelled;

  /** What happened behind the function, which is none of its business. */
  private volatile @Nullable Throwable beyond;

  /**
   * Creates a call that starts with the first block.
   *
   * @param worker has the function
   * @param results takes what the function gives
   */
  StreamCall(Worker worker, Consumer<Object> results) {
    this.worker = worker;
    this.results = results;
    this.thread = new Thread(this::call, "conveyor stream " + worker.stage());
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
  }

  /** Lets the function have a block, and returns when it asks for another. */
  void give(Object block, String blockId) {
    start();
    if (!done) {
      worker.enter(blockId);
      answer(block);
    }
  }

  /** Lets the function come to its end. */
  void end() {
    start();
    if (!done) {
      worker.enter("");
      answer(END);
    }
  }

  /** Ends the function, whatever it was about to do. */
  void cancel() {
    if (started && !done) {
      done = true;
      cancelled = true;
      worker.enter("");
      do {
        put(blocks, CANCEL);
      } while (take(wants) == MORE);
    }
  }

  private void start() {
    if (!started) {
      started = true;
      thread.start();
      heed(take(wants));
    }
  }

  private void answer(Object block) {
    put(blocks, block);
    heed(take(wants));
  }

  private void heed(Object wanted) {
    if (wanted == MORE) {
      return;
    }
    done = true;
    if (wanted instanceof RuntimeException failure) {
      throw failure;
    }
    if (wanted instanceof Error failure) {
      throw failure;
    }
  }

  private void call() {
    Object outcome = DONE;
    try {
      worker.stream(StreamSupport.stream(new Blocks(), false), this::pass);
    } catch (StreamCancelledException e) {
      outcome = DONE;
    } catch (Throwable e) {
      outcome = e;
    }
    Throwable failed = beyond;
    put(wants, failed == null ? outcome : failed);
  }

  private void pass(Object result) {
    if (cancelled) {
      throw new StreamCancelledException();
    }
    try {
      results.accept(result);
    } catch (RuntimeException | Error e) {
      beyond = e;
      cancelled = true;
      throw new StreamCancelledException();
    }
  }

  private final class Blocks extends AbstractSpliterator<Object> {

    Blocks() {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    }

    @Override
    public boolean tryAdvance(Consumer<? super Object> action) {
      put(wants, MORE);
      Object block = take(blocks);
      if (block == CANCEL) {
        throw new StreamCancelledException();
      }
      if (block == END) {
        return false;
      }
      action.accept(block);
      return true;
    }
  }

  // An interrupt is left for the run to see: the function cannot be left where it is.

  private static void put(SynchronousQueue<Object> queue, Object item) {
    uninterruptibly(
        () -> {
          queue.put(item);
          return item;
        });
  }

  private static Object take(SynchronousQueue<Object> queue) {
    return uninterruptibly(queue::take);
  }

  /** A step that waits for the other thread. */
  private interface Handover {
    Object perform() throws InterruptedException;
  }

  private static Object uninterruptibly(Handover handover) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return handover.perform();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
