package io.conveyor.it;

import io.conveyor.CommonMemory;
import io.conveyor.JobContext;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Jobs that wait for each other over shared memory, so that what they show does not hang on time.
 */
public final class Together {

  private static final long DEADLINE_SECONDS = 180;
  private static final long LOOK_NANOS = 200_000;

  private static final int ARRIVED = 0;
  private static final int HELD = 4;
  private static final int FREE = 8;

  private Together() {}

  /** Waits until what others count has come so far. */
  static void awaitAtLeast(CommonMemory memory, long offset, int value) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (memory.getIntVolatile(offset) < value) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "only %d of %d came".formatted(memory.getIntVolatile(offset), value));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Gives its block once all workers of the stage have a current block. */
  public static Integer work(Integer block) {
    CommonMemory memory = JobContext.current().memory();
    memory.getAndAddInt(ARRIVED, 1);
    awaitAtLeast(memory, ARRIVED, JobContext.current().workers());
    return block;
  }

  /** Fails once all workers of the stage have a current block. */
  public static Integer fail(Integer block) {
    work(block);
    throw new IllegalStateException("together");
  }

  /** Keeps its first block until the free lane has done as many as its environment says. */
  public static Integer held(Integer block) {
    CommonMemory memory = JobContext.current().memory();
    memory.getAndAddInt(HELD, 1);
    awaitAtLeast(memory, FREE, Integer.parseInt(System.getenv("UNTIL")));
    return -block;
  }

  /** Lets the held lane go on, whatever it waits for. */
  static void release(CommonMemory memory) {
    memory.putIntVolatile(FREE, Integer.MAX_VALUE);
  }

  /** Does its blocks as they come, once the other lane has one. */
  public static Integer free(Integer block) {
    CommonMemory memory = JobContext.current().memory();
    awaitAtLeast(memory, HELD, 1);
    memory.getAndAddInt(FREE, 1);
    return block;
  }
}
