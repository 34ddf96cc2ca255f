package io.conveyor.it;

import io.conveyor.Pipeline;
import io.conveyor.Results;
import java.util.List;
import java.util.stream.IntStream;

/** What many tests give a pipeline, and how they take its results. */
final class Runs {

  private Runs() {}

  /** Runs a pipeline to its end, and returns all results. */
  static <T> List<T> resultsOf(Pipeline pipeline, Iterable<?> inputs) {
    try (Results<T> results = pipeline.results(inputs)) {
      return results.stream().toList();
    }
  }

  /** The numbers from 0 to one less than so many. */
  static List<Integer> upTo(int count) {
    return range(0, count);
  }

  static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
