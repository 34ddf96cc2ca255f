package io.conveyor.it.equivalence;

import io.conveyor.CommonMemory;
import java.io.Serializable;
import java.util.List;

/**
 * What a stage is to do in a run.
 *
 * @param parameter at least 1
 */
record Program(Op op, int parameter) implements Serializable {

  private static final List<Op> OPS = List.of(Op.values());

  void write(CommonMemory memory, int stage, int run) {
    memory.putLongVolatile(8L * stage, (long) run << 40 | (long) OPS.indexOf(op) << 32 | parameter);
  }

  static Program read(CommonMemory memory, int stage) {
    long word = memory.getLongVolatile(8L * stage);
    return new Program(OPS.get((int) (word >>> 32) & 0xff), (int) word);
  }

  static int run(CommonMemory memory, int stage) {
    return (int) (memory.getLongVolatile(8L * stage) >>> 40);
  }
}
