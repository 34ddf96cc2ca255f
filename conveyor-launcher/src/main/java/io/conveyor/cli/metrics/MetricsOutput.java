package io.conveyor.cli.metrics;

import io.conveyor.RunReport;
import java.util.function.Supplier;

/** What is given of a run to those who collect metrics. */
public interface MetricsOutput extends AutoCloseable {

  /** For a run whose metrics nobody asks for. */
  MetricsOutput NONE =
      new MetricsOutput() {
        @Override
        public void follow(Supplier<RunReport> run) {}

        @Override
        public void completed() {}

        @Override
        public void close() {}
      };

  /** Gives what a run does from now on. */
  void follow(Supplier<RunReport> run);

  /** Says that the run has ended well. It has failed if this is not said before the end. */
  void completed();

  /** Ends it, with what holds in the end. */
  @Override
  void close();
}
