package io.conveyor;

import java.util.stream.BaseStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Gives, for each block, all blocks of a stream. */
@StageDefaults(stateless = true, workers = 1)
record FlatMapJob<I, O>(Job<? super I, ? extends BaseStream<? extends O, ?>> job)
    implements StreamJob<I, O> {

  @Override
  public void open(JobContext context) throws Exception {
    job.open(context);
  }

  @Override
  public Stream<O> run(Stream<I> blocks) {
    return blocks.flatMap(this::results);
  }

  private @Nullable Stream<? extends O> results(I block) {
    BaseStream<? extends O, ?> given = given(block);
    if (given == null || given instanceof Stream) {
      @SuppressWarnings("unchecked") // A stream of what it gives is a stream of that.
      Stream<? extends O> stream = (Stream<? extends O>) given;
      return stream;
    }
    return StreamSupport.stream(given.spliterator(), false).onClose(given::close);
  }

  private @Nullable BaseStream<? extends O, ?> given(I block) {
    try {
      return job.run(block);
    } catch (Exception e) {
      throw FlatMapJob.<RuntimeException>asThrown(e);
    }
  }

  @SuppressWarnings("unchecked") // What a job throws comes out as it is.
  private static <E extends Exception> E asThrown(Exception thrown) throws E {
    throw (E) thrown;
  }

  @Override
  public void close() throws Exception {
    job.close();
  }
}
