package io.conveyor;

import io.conveyor.spi.EngineRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Results that start their run on the first pull and end it after the last. */
final class LazyResults<T> implements Results<T> {

  private static final RunReport NOTHING_YET = new RunReport(0, 0, Duration.ZERO, List.of());

  private final Pipeline pipeline;
  private final Inputs inputs;
  private volatile @Nullable EngineRun run;
  private @Nullable Supplier<String> keeper;
  private @Nullable Runnable force;
  private @Nullable Object ready;
  private volatile RunReport report = NOTHING_YET;
  private volatile boolean ended;
  private volatile boolean cancelled;

  LazyResults(Pipeline pipeline, Inputs inputs) {
    this.pipeline = pipeline;
    this.inputs = inputs;
  }

  @Override
  public boolean hasNext() {
    if (ready == null && cancelled && run == null) {
      close();
    }
    if (ready == null && !ended) {
      pull();
    }
    return ready != null;
  }

  private void pull() {
    try {
      ready = started().next();
    } catch (RuntimeException | Error e) {
      Closing.after(e, this);
      throw e;
    }
    if (ready == null) {
      close();
    }
  }

  private EngineRun started() {
    EngineRun current = run;
    if (current == null) {
      current = pipeline.start(inputs);
      run = current;
      if (keeper != null) {
        current.keep(keeper, force);
      }
      if (cancelled) {
        current.cancel();
      }
    }
    return current;
  }

  @Override
  public void keep(Supplier<String> how) {
    keep(how, null);
  }

  @Override
  public void keep(Supplier<String> how, @Nullable Runnable howToForce) {
    if (run != null) {
      throw new IllegalStateException(
          "results have been pulled already: say before how to keep them");
    }
    keeper = () -> checked(how.get());
    force = howToForce;
  }

  private static String checked(String offset) {
    int bytes = offset.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_OFFSET_BYTES) {
      throw new IllegalArgumentException(
          "an offset of %d bytes: it may have at most %d".formatted(bytes, MOST_OFFSET_BYTES));
    }
    return offset;
  }

  @Override
  public String kept() {
    try {
      return started().kept();
    } catch (RuntimeException | Error e) {
      Closing.after(e, this);
      throw e;
    }
  }

  @Override
  @SuppressWarnings("unchecked") // The caller names the type of what leaves the pipeline.
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more results");
    }
    Object result = Objects.requireNonNull(ready);
    ready = null;
    return (T) result;
  }

  @Override
  public Stream<T> stream() {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(this::close);
  }

  @Override
  public RunReport report() {
    EngineRun current = run;
    return current != null && !ended ? current.report() : report;
  }

  @Override
  public void cancel() {
    cancelled = true;
    EngineRun current = run;
    if (current != null) {
      current.cancel();
    }
  }

  @Override
  public void close() {
    if (ended) {
      return;
    }
    ended = true;
    ready = null;
    try (inputs) {
      end();
    }
  }

  private void end() {
    EngineRun ending = run;
    if (ending != null) {
      try (ending) {
        report = ending.report();
      }
      report = ending.report();
    }
  }
}
