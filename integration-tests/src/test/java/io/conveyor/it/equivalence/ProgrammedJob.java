package io.conveyor.it.equivalence;

import io.conveyor.Job;
import io.conveyor.JobContext;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Does what the script says. What it remembers lasts for a run. */
final class ProgrammedJob implements Job<Object, Object>, Programmed {

  private static final long serialVersionUID = 1L;

  private static final int RARELY = 500;

  private final Script script;
  private final boolean tags;
  private transient String lane;
  private int run;
  private int count;
  private int sum;
  private int last;
  private transient int faltered = -1;

  ProgrammedJob(int stage, boolean tags) {
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

  /** Returns what it remembers. */
  int[] memories() {
    return new int[] {run, count, sum, last};
  }

  void remember(int[] memories) {
    run = memories[0];
    count = memories[1];
    sum = memories[2];
    last = memories[3];
  }

  @Override
  public @Nullable Object run(Object block) {
    if (run != script.run()) {
      run = script.run();
      count = 0;
      sum = 0;
      last = -1;
    }
    Object result = apply(script.program(), Tagged.bare(block));
    String from = Tagged.laneOf(block);
    return result == null ? null : Tagged.of(from.isEmpty() ? lane : from, result);
  }

  private @Nullable Object apply(Program program, Object block) {
    int parameter = program.parameter();
    return switch (program.op()) {
      case SUM -> sum += Values.hash(block);
      case CHANGES -> change(Values.hash(block) % parameter) ? block : null;
      case EVERY_NTH -> count++ % parameter == 0 ? block : null;
      case FALTER -> unless(falters(Values.hash(block)), block);
      case WINDOW -> block;
      case FOLD -> Values.hash(block);
      case PICK -> Values.hash(block) % 3 == 0 ? ((List<?>) block).get(0) : null;
      default -> each(program, block);
    };
  }

  private boolean change(int to) {
    boolean changes = to != last;
    last = to;
    return changes;
  }

  private boolean falters(int hash) {
    boolean falters = hash % RARELY == 0 && hash != faltered;
    faltered = falters ? hash : -1;
    return falters;
  }

  /** What needs nothing but the block. */
  static @Nullable Object each(Program program, Object block) {
    int hash = Values.hash(block);
    int parameter = program.parameter();
    return switch (program.op()) {
      case MAP -> Values.of(parameter, hash + parameter);
      case DROP -> hash % (1 + parameter) == 0 ? null : block;
      case DAWDLE -> {
        LockSupport.parkNanos(hash % 50 == 0 ? 50_000L * parameter : 0);
        yield block;
      }
      case GROW -> hash % 60 == 0 ? Values.bytes(hash, 5_000 * parameter) : block;
      case FAIL -> unless(hash % (2 + parameter) == 0, block);
      case FAIL_RARELY -> unless(hash % RARELY == 0, block);
      default -> block;
    };
  }

  private static Object unless(boolean fails, Object block) {
    if (fails) {
      throw new BadBlockException();
    }
    return block;
  }

  /** Without a stack, as it is thrown on purpose and often logged. */
  private static final class BadBlockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadBlockException() {
      super("made to fail", null, false, false);
    }
  }
}
