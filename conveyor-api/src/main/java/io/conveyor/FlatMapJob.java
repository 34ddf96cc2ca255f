package io.conveyor;

import io.conveyor.spi.DelegatingTask;
import java.util.function.Consumer;
import java.util.stream.BaseStream;

/** Gives, for each block, all blocks of a stream. */
@StageDefaults(stateless = true, workers = 1)
record FlatMapJob<I, O>(Job<? super I, ? extends BaseStream<? extends O, ?>> job)
    implements PushJob<I, O>, DelegatingTask {

  @Override
  public Task delegate() {
    return job;
  }

  @Override
  public void open(JobContext context) throws Exception {
    job.open(context);
  }

  @Override
  public void run(Iterable<I> blocks, Consumer<O> results) throws Exception {
    for (I block : blocks) {
      try (BaseStream<? extends O, ?> given = job.run(block)) {
        if (given != null) {
          given.sequential().spliterator().forEachRemaining(results);
        }
      }
    }
  }

  @Override
  public void close() throws Exception {
    job.close();
  }
}
