package io.conveyor.processes.flow;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.bell.Doorbell;
import io.conveyor.codec.BatchEncoder;
import io.conveyor.codec.BlockCodec;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.control.Counters.Phase;
import io.conveyor.control.Counters.Spell;
import io.conveyor.pipe.PipeWriter;
import io.conveyor.processes.plan.Planner;
import io.conveyor.worker.carrier.Ticker;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run's inputs into the pipeline's first pipe, on a thread of its own, as fast as the pipe
 * takes them.
 *
 * <p>The caller's iterator may block for as long as it likes, holding up blocks that were read
 * before. So who owns the batch is a word of its own: while the iterator is being asked nobody
 * does, and the ticker may take the batch to send it off, or a canceller may take the thread to
 * interrupt it.
 */
public final class Feeder implements AutoCloseable {

  private static final long[] NOTHING_ACKNOWLEDGED = {};

  /** The feeder is busy with the batch. */
  private static final int OWNED = 0;

  /** The feeder is in the caller's iterator. */
  private static final int ASKING = 1;

  /** Another thread is busy with the batch, or with interrupting the feeder. */
  private static final int TAKEN = 2;

  /** A first block that comes that long after the last document comes alone, and goes at once. */
  private static final long ALONE_NANOS = 50_000;

  /** So does one that a reader waits for, if the inputs are not read as fast as they can be. */
  private static final long AWAITED_NANOS = 10_000;

  private record Task(int run, Iterator<?> inputs) {}

  private static final int END = -1;

  private final PipeWriter writer;
  private final Doorbell bell;
  private final BatchEncoder encoder;
  private final Counters counters;
  private final BiConsumer<Integer, Throwable> failed;
  private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
  private final AtomicInteger owner = new AtomicInteger(OWNED);
  private final FlowGate gate;
  private final Ticker ticker;
  private final Thread thread;
  private int run;
  private long sentNanos = System.nanoTime();
  private int mostBlocks;
  private int seenCount;
  private volatile boolean abandoned;
  private volatile boolean ended;

  /**
   * Starts a feeder, which closes the pipe and the doorbell at its end.
   *
   * @param writer the first pipe
   * @param bell the feeder's own
   * @param codec encodes inputs
   * @param counters where to count, as {@link Planner#FEEDER}
   * @param failed takes the run and what the iterator threw, or why an input cannot be sent
   * @param held called when the {@link #gate} holds it up
   */
  static Feeder start(
      PipeWriter writer,
      Doorbell bell,
      BlockCodec codec,
      Counters counters,
      BiConsumer<Integer, Throwable> failed,
      Runnable held) {
    Feeder feeder = new Feeder(writer, bell, codec, counters, failed, held);
    feeder.thread.start();
    return feeder;
  }

  private Feeder(
      PipeWriter writer,
      Doorbell bell,
      BlockCodec codec,
      Counters counters,
      BiConsumer<Integer, Throwable> failed,
      Runnable held) {
    this.writer = writer;
    this.bell = bell;
    this.encoder = codec.encoder(writer.space());
    this.counters = counters;
    this.failed = failed;
    this.gate = new FlowGate(writer::nextSequence, held);
    this.ended = writer.runEnded();
    counters.set(Planner.FEEDER, Counter.BLOCKS_OUT, writer.nextSequence());
    this.mostBlocks = Math.max(1, writer.roomInBlocks());
    this.ticker = new Ticker("ticker feeder", this::tick);
    this.thread = new Thread(this::work, "conveyor feeder");
    thread.setDaemon(true);
  }

  /** Feeds a run. The one before must have ended. */
  public void feed(int ofRun, Iterator<?> inputs) {
    tasks.add(new Task(ofRun, inputs));
  }

  /** Returns what decides how far it may go. */
  FlowGate gate() {
    return gate;
  }

  /** Returns whether the end of a run was fed; certain only while the gate is shut. */
  boolean hasEnded() {
    return ended;
  }

  /** Makes the feeder look whether its run is cancelled, also if the caller's iterator blocks. */
  public void interrupt() {
    if (owner.compareAndSet(ASKING, TAKEN)) {
      thread.interrupt();
      owner.set(ASKING);
    }
  }

  /** Nobody reads the pipe any more: what is to be written is not. */
  public void abandon() {
    abandoned = true;
    gate.lookAgain();
    interrupt();
    bell.wake();
  }

  private void work() {
    try {
      for (Task task = tasks.take(); task.run() != END; task = tasks.take()) {
        run = task.run();
        if (writer.runEnded() && writer.lastRun() >= run) {
          counters.enter(Phase.DRAINING);
          continue; // A launcher before this one has fed all of it.
        }
        try {
          feedAll(task.inputs(), passOver(task.inputs()));
        } catch (Throwable e) {
          failInputs(e);
        }
        endRun();
      }
    } catch (InterruptedException e) {
      // Only an iterator is ever interrupted, and its interrupt is cleared behind it.
      throw new IllegalStateException("feeder interrupted", e);
    } finally {
      ticker.stop();
    }
  }

  /** What came before is fed: it is done, and given, before the failure is thrown. */
  private void failInputs(Throwable thrown) {
    send();
    counters.set(Planner.FEEDER, Counter.CUT_RUN, run);
    failed.accept(run, thrown);
  }

  /** What a launcher before this one has fed of the run is not fed again; returns how much. */
  private long passOver(Iterator<?> inputs) {
    if (writer.lastRun() != run) {
      return 0;
    }
    for (long left = writer.nextSequence(); left > 0 && !isCancelled(); left--) {
      if (ask(inputs) == this) {
        throw new ConveyorException(
            Category.USAGE,
            "the run has taken %d inputs before, and now there are %d less; give it the same again"
                .formatted(writer.nextSequence(), left));
      }
    }
    return writer.nextSequence();
  }

  private void feedAll(Iterator<?> inputs, long before) {
    long count = before;
    while (!isCancelled()) {
      Object block = ask(inputs);
      if (block == this) {
        return;
      }
      count++;
      if (block == null) {
        throw new ConveyorException(
            Category.RUN_FAILED,
            "input %d is null: a pipeline carries no nulls; leave it out of the inputs, or send an"
                    .formatted(count)
                + " Optional");
      }
      add(block, count);
      if (encoder.count() == 1) {
        ticker.work();
      }
      if (isAlone() || encoder.isFull() || encoder.count() >= mostBlocks || ticker.hasTicked()) {
        send();
      }
    }
  }

  private void add(Object block, long count) {
    try {
      encoder.add(block);
    } catch (ConveyorException e) {
      throw new ConveyorException(e.category(), "input %d: %s".formatted(count, e.getMessage()), e);
    }
  }

  private boolean isAlone() {
    if (encoder.count() != 1) {
      return false;
    }
    long since = System.nanoTime() - sentNanos;
    return since > ALONE_NANOS || since > AWAITED_NANOS && writer.isAwaited();
  }

  /** Returns the next input, or the feeder itself when there is none. */
  private @Nullable Object ask(Iterator<?> inputs) {
    owner.set(ASKING);
    try {
      return inputs.hasNext() ? inputs.next() : this;
    } finally {
      while (!owner.compareAndSet(ASKING, OWNED)) {
        Thread.onSpinWait();
      }
      Thread.interrupted(); // A queue must never see it; who interrupts has cancelled the run.
    }
  }

  private boolean isCancelled() {
    return abandoned
        || run <= counters.cancelledRun()
        || run <= counters.get(Planner.FEEDER, Counter.DROPPED_RUN);
  }

  private void send() {
    ticker.take();
    if (encoder.count() == 0) {
      return;
    }
    if (writer.hasRoom() || stall()) {
      gate.pass(this::append, this::isCancelled);
    }
  }

  private boolean stall() {
    long start = System.nanoTime();
    counters.begin(Planner.FEEDER, Spell.STALLED, start);
    boolean room = writer.awaitRoom(() -> abandoned);
    counters.add(Planner.FEEDER, Counter.STALLED_NANOS, System.nanoTime() - start);
    counters.begin(Planner.FEEDER, Spell.UNKNOWN, 0);
    return room;
  }

  private void append() {
    writer.append(run, encoder.count(), encoder.bytes(), encoder.size(), NOTHING_ACKNOWLEDGED);
    counters.add(Planner.FEEDER, Counter.BLOCKS_OUT, encoder.count());
    counters.add(Planner.FEEDER, Counter.BYTES_OUT, encoder.weight());
    encoder.clear();
    mostBlocks = Math.max(1, writer.roomInBlocks());
    sentNanos = System.nanoTime();
    ticker.rest();
  }

  /** The run drains before its end is passed on, behind which it may end. */
  private void endRun() {
    counters.enter(Phase.DRAINING);
    if (isCancelled()) {
      counters.set(Planner.FEEDER, Counter.CUT_RUN, run);
      encoder.clear();
      ticker.rest();
    } else {
      send();
    }
    gate.pass(
        () -> {
          if (!abandoned) {
            writer.appendEndOfRun(run, NOTHING_ACKNOWLEDGED);
            ended = true;
          }
        },
        () -> abandoned);
  }

  /** On the ticker's thread: sends what has been waiting since the tick before. */
  private void tick() {
    if (!owner.compareAndSet(ASKING, TAKEN)) {
      return;
    }
    RuntimeException thrown = null;
    try {
      int count = encoder.count();
      if (count > 0 && count == seenCount && writer.hasRoom()) {
        gate.tryPass(this::append);
      }
      seenCount = encoder.count();
    } catch (RuntimeException e) {
      thrown = e;
    } finally {
      owner.set(ASKING);
    }
    if (thrown != null) {
      failed.accept(run, thrown); // The caller's iterator may block for ever.
    }
  }

  @Override
  public void close() {
    abandon();
    tasks.add(new Task(END, Collections.emptyIterator()));
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!thread.isAlive()) {
      writer.close();
    }
    bell.close();
  }
}
