package io.conveyor.sequential;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A processor without input: gives one block at a time, its workers in turn. */
final class ProducerSink extends ProcessorSink {

  /** What one worker produces. */
  private record Source(Worker worker, Stream<?> stream, Iterator<?> blocks) {}

  private @Nullable Queue<Source> sources;
  private long produced;

  ProducerSink(Stage stage) {
    super(stage);
  }

  @Override
  public void accept(byte[] encoded) {
    throw new IllegalStateException("stage '" + stage.name() + "' takes no input");
  }

  /** Gives one block; false if there is none left. */
  boolean produce() {
    Queue<Source> open = sources();
    while (!open.isEmpty()) {
      Source source = open.remove();
      Object block = next(source);
      if (block != null) {
        open.add(source);
        pass(encode(block, blockId(produced++)));
        return true;
      }
      source.stream().close();
    }
    return false;
  }

  private Queue<Source> sources() {
    Queue<Source> open = sources;
    if (open == null) {
      open = new ArrayDeque<>();
      sources = open;
      for (Worker worker : stage.workers()) {
        open.add(source(worker));
      }
    }
    return open;
  }

  private static Source source(Worker worker) {
    Stream<?> stream = worker.produce();
    return new Source(worker, stream, stream.iterator());
  }

  private @Nullable Object next(Source source) {
    long start = System.nanoTime();
    try {
      return source.worker().next(source.blocks());
    } finally {
      busyNanos.addAndGet(System.nanoTime() - start);
    }
  }

  @Override
  void close() {
    Queue<Source> open = sources;
    if (open != null) {
      open.forEach(source -> source.stream().close());
      open.clear();
    }
  }
}
