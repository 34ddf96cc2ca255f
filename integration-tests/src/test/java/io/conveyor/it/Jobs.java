package io.conveyor.it;

import io.conveyor.CommonMemory;
import io.conveyor.Job;
import io.conveyor.JobContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** What the pipelines of these tests do. */
public final class Jobs {

  private Jobs() {}

  public static double squareRoot(Number number) {
    return Math.sqrt(number.doubleValue());
  }

  public static int cube(int number) {
    return number * number * number;
  }

  public static int plusOne(int number) {
    return number + 1;
  }

  public static Integer evenOnly(Integer number) {
    return number % 2 == 0 ? number : null;
  }

  public static long pid(Object ignored) {
    return ProcessHandle.current().pid();
  }

  public static Object forEver(Object ignored) throws InterruptedException {
    new CountDownLatch(1).await();
    return ignored;
  }

  public static Object fails(Object block) {
    throw new IllegalArgumentException(
        "bad block " + block, new RuntimeException("the root of it"));
  }

  public static Integer failsAt100(Integer block) {
    if (block == 100) {
      throw new IllegalStateException("hundred");
    }
    return block;
  }

  @SuppressWarnings("InfiniteRecursion") // That is what it is for.
  public static Object overflowsTheStack(Object block) {
    return overflowsTheStack(block);
  }

  public static Object throwsHostile(Object block) throws Hostile {
    throw new Hostile();
  }

  public static Object exits(Object block) {
    System.out.println("about to exit with " + block);
    System.exit((Integer) block);
    return block;
  }

  public static Object givesWhatCannotBeSent(Object block) {
    return new Thread("not a block");
  }

  /** An exception that cannot be serialized and does not let itself be looked at. */
  public static final class Hostile extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Thread field = Thread.currentThread();

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message for you from " + field);
    }

    @Override
    public String toString() {
      throw new IllegalStateException("no text for you");
    }
  }

  /** A job that cannot be opened. */
  public static final class CannotOpen implements Job<Object, Object> {
    private static final long serialVersionUID = 1L;

    @Override
    public void open(JobContext context) {
      throw new IllegalStateException("no database");
    }

    @Override
    public Object run(Object block) {
      return block;
    }
  }

  /** Adds up what it gets, and gives the sum so far. */
  public static final class Accumulator implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;
    private int sum;

    @Override
    public Integer run(Integer block) {
      sum += block;
      return sum;
    }
  }

  /** Counts in shared memory how often it was opened, and leaves a file for each close. */
  public static final class Opening implements Job<Object, Object> {
    private static final long serialVersionUID = 1L;
    private transient CommonMemory memory;

    @Override
    public void open(JobContext context) {
      memory = context.memory();
      memory.getAndAddInt(0, 1);
    }

    @Override
    public Object run(Object block) {
      return block;
    }

    @Override
    public void close() throws IOException {
      Files.createTempFile(Path.of(System.getenv("CLOSED")), "closed", "");
    }
  }
}
