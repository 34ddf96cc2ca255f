package io.conveyor;

import io.conveyor.spi.EngineRun;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Results that start their run on the first pull and end it after the last. */
final class LazyResults<T> implements Results<T> {

  private static final RunReport NOTHING_YET = new RunReport(0, 0, Duration.ZERO, List.of());

  private final Starter starter;
  private final Inputs inputs;
  private volatile @Nullable EngineRun run;
  private @Nullable Supplier<String> keeper;
  private @Nullable Runnable force;
  private @Nullable Object ready;
  private Class<?> type = Object.class;
  private long count;

  /** The only one that may pull, if the run has a thread of its own. */
  private volatile @Nullable Thread puller;

  private boolean handedOver;
  private volatile RunReport report = NOTHING_YET;
  private volatile boolean ended;
  private volatile boolean cancelled;

  LazyResults(Starter starter, Inputs inputs) {
    this.starter = starter;
    this.inputs = inputs;
  }

  @Override
  public boolean hasNext() {
    requirePuller();
    if (ready == null && cancelled && run == null) {
      close();
    }
    if (ready == null && !ended) {
      pull();
    }
    return ready != null;
  }

  private void requirePuller() {
    if (handedOver && Thread.currentThread() != puller) {
      throw new IllegalStateException("these results are pulled by the run's own thread");
    }
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
      current = starter.begin(inputs);
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
  public RunReport resumed() {
    try {
      return started().resumed();
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
    count++;
    if (!type.isInstance(result)) {
      throw new ClassCastException(
          "result %d is a %s, not a %s"
              .formatted(count, result.getClass().getTypeName(), type.getTypeName()));
    }
    return (T) result;
  }

  @Override
  public Optional<T> last() {
    try (this) {
      T last = null;
      while (hasNext()) {
        last = next();
      }
      return Optional.ofNullable(last);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // Each is looked at.
  public <U> Results<U> cast(Class<U> to) {
    type = MethodType.methodType(to).wrap().returnType();
    return (Results<U>) this;
  }

  @Override
  public RunHandle start(Consumer<? super T> consumer) {
    requirePuller();
    RunHandle handle = new RunHandle(this::cancel, this::report);
    try {
      started();
    } catch (RuntimeException | Error e) {
      Closing.after(e, this);
      throw e;
    }
    handedOver = true;
    starter.goesOnBy(handle, () -> pullAll(consumer));
    return handle;
  }

  private void pullAll(Consumer<? super T> consumer) {
    puller = Thread.currentThread();
    try (this) {
      while (hasNext()) {
        consumer.accept(next());
      }
    }
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
