package com.example;

import io.conveyor.Job;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import java.util.List;

/** Draws a bar for each number: two processes, one behind the other. */
public final class Bars {

  private Bars() {}

  /** A job with a parameter; each worker gets a copy of it. */
  record Bar(String mark) implements Job<Integer, String> {
    @Override
    public String run(Integer length) {
      return mark.repeat(length);
    }
  }

  static int doubled(int number) {
    return 2 * number;
  }

  public static void main(String[] args) {
    try (Pipeline pipeline = new Pipeline("bars")) {
      pipeline.add(new Processor(Bars::doubled));
      pipeline.add(new Processor(new Bar("=")));
      try (Results<String> bars = pipeline.results(List.of(1, 3, 2))) {
        bars.forEach(System.out::println);
      }
    }
  }
}
