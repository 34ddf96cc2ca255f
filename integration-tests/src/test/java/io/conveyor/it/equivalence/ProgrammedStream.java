package io.conveyor.it.equivalence;

import io.conveyor.JobContext;
import io.conveyor.StreamJob;
import java.util.Comparator;
import java.util.stream.Stream;

/** Does to all blocks of a run what the script says. */
final class ProgrammedStream implements StreamJob<Object, Object>, Programmed {

  private static final long serialVersionUID = 1L;

  private final Script script;
  private final boolean tags;
  private transient String lane;

  ProgrammedStream(int stage, boolean tags) {
    this.script = new Script(stage);
    this.tags = tags;
  }

  @Override
  public Script script() {
    return script;
  }

  @Override
  public void open(JobContext context) {
    script.open(context);
    lane = tags ? context.stage() : "";
  }

  @Override
  public Stream<Object> run(Stream<Object> blocks) {
    return apply(script.program(), blocks)
        .map(block -> block instanceof Tagged ? block : Tagged.of(lane, block));
  }

  private static Stream<Object> apply(Program program, Stream<Object> blocks) {
    return switch (program.op()) {
      case TOTAL -> withTotal(blocks);
      case FRAME -> Stream.concat(Stream.of("first"), Stream.concat(blocks, Stream.of("last")));
      case SORT -> blocks.sorted(Comparator.comparing(Values::hash).thenComparing(Values::text));
      case LIMIT -> blocks.limit(program.parameter());
      default -> blocks.flatMap(block -> each(program, block));
    };
  }

  private static Stream<Object> withTotal(Stream<Object> blocks) {
    int[] sum = {0};
    return Stream.concat(
        blocks.peek(block -> sum[0] += Values.hash(Tagged.bare(block))),
        Stream.generate(() -> (Object) sum[0]).limit(1));
  }

  private static Stream<Object> each(Program program, Object tagged) {
    Object block = Tagged.bare(tagged);
    String from = Tagged.laneOf(tagged);
    Stream<Object> results =
        program.op() == Op.REPEAT
            ? Stream.generate(() -> block).limit(Values.hash(block) % 3)
            : Stream.ofNullable(ProgrammedJob.each(program, block));
    return results.map(result -> Tagged.of(from, result));
  }
}
