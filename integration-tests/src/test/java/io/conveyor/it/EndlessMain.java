package io.conveyor.it;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import java.util.stream.Stream;

/** A launcher to be killed: runs for ever, and says so once its workers are at it. */
final class EndlessMain {

  private EndlessMain() {}

  public static void main(String[] args) {
    Pipeline pipeline =
        new Pipeline()
            .add(new Processor(Jobs::plusOne))
            .add(new Processor(Jobs::plusOne).workers(2));
    try (Results<Integer> results = pipeline.results(Stream.iterate(0, n -> n + 1))) {
      for (long count = 0; results.hasNext(); count++) {
        results.next();
        if (count == 1000) {
          System.out.println("running");
        }
      }
    }
  }
}
