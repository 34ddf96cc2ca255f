package io.conveyor;

import java.util.List;
import java.util.stream.Stream;

/** Gives the blocks of a list. */
record ListProducer<O>(List<O> blocks) implements Producer<O> {

  @Override
  public Stream<O> run() {
    return blocks.stream();
  }
}
