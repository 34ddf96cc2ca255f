package io.conveyor.it.equivalence;

import io.conveyor.CommonMemory;
import io.conveyor.Pipeline;
import io.conveyor.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the stages of a shape are to do, and the blocks that go in.
 *
 * @param programs one for each stage
 * @param sort of blocks
 * @param size how many blocks
 */
record Trial(List<Program> programs, int sort, int size) {

  /** Runs it on an open pipeline with shared memory, as the run of that number. */
  List<Object> run(Pipeline pipeline, int run) {
    tell(pipeline, run);
    return run(pipeline);
  }

  /** Runs it on a pipeline whose tasks know what to do. */
  List<Object> run(Pipeline pipeline) {
    try (Results<Object> results =
        pipeline.results(IntStream.range(0, size).mapToObj(this::input))) {
      return results.stream().toList();
    }
  }

  /** Tells an open pipeline what to do in the run of that number. */
  void tell(Pipeline pipeline, int run) {
    CommonMemory memory = pipeline.memory();
    for (int stage = 0; stage < programs.size(); stage++) {
      programs.get(stage).write(memory, stage, run);
    }
  }

  Object input(int number) {
    return Values.of(sort, number);
  }

  /** Trials that are a step simpler. */
  Stream<Trial> simpler(List<Work> works) {
    Stream<Trial> smaller =
        IntStream.of(size / 2, size - 1)
            .distinct()
            .filter(less -> less >= 0 && less < size)
            .mapToObj(less -> new Trial(programs, sort, less));
    Stream<Trial> plainer =
        IntStream.range(0, programs.size())
            .filter(stage -> !programs.get(stage).equals(works.get(stage).plainest()))
            .mapToObj(stage -> with(stage, works.get(stage).plainest()));
    Stream<Trial> numbers = sort == 0 ? Stream.of() : Stream.of(new Trial(programs, 0, size));
    return Stream.of(smaller, plainer, numbers).flatMap(trials -> trials);
  }

  private Trial with(int stage, Program program) {
    List<Program> changed = new ArrayList<>(programs);
    changed.set(stage, program);
    return new Trial(List.copyOf(changed), sort, size);
  }

  @Override
  public String toString() {
    return "%d blocks of sort %d through %s".formatted(size, sort, programs);
  }
}
