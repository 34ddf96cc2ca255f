package io.conveyor;

import io.conveyor.spi.DelegatingTask;
import org.jspecify.annotations.Nullable;

/** Passes on the blocks that a test holds for. */
record FilterJob<I>(Job<? super I, Boolean> test) implements Job<I, I>, DelegatingTask {

  @Override
  public Task delegate() {
    return test;
  }

  @Override
  public void open(JobContext context) throws Exception {
    test.open(context);
  }

  @Override
  public @Nullable I run(I block) throws Exception {
    return Boolean.TRUE.equals(test.run(block)) ? block : null;
  }

  @Override
  public void close() throws Exception {
    test.close();
  }
}
