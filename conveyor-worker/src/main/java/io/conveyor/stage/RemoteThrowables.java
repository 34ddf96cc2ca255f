package io.conveyor.stage;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.RemoteException;
import io.conveyor.spi.OwnThread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Throwables as text: whatever a task throws can be reported, also when it cannot be serialized,
 * refers to itself, or throws again when it is asked for its message. Stack traces show the user's
 * frames, and not those that called the task.
 */
public final class RemoteThrowables {

  /** The most causes that a description has. */
  public static final int MOST_CAUSES = 16;

  /** The most elements that a stack trace has. */
  public static final int MOST_ELEMENTS = 128;

  /** How messages of the JVM's own begin. */
  private static final List<String> OF_JVM =
      List.of(
          "Java heap space",
          "GC overhead limit exceeded",
          "Metaspace",
          "Compressed class space",
          "a fault occurred in a");

  private static final int MOST_CHARACTERS = 8_000;
  private static final int MOST_NAME_CHARACTERS = 1_000;

  /** What all stack traces take, at most, in bytes: what messages take beside fits a frame too. */
  private static final int MOST_TRACE_BYTES = 512 << 10;

  private static final int UTF_BYTES = 3;

  /** Each of these is described once, also if it is a cause of its own causes. */
  private final Set<Throwable> described = Collections.newSetFromMap(new IdentityHashMap<>());

  private int traceBytesLeft = MOST_TRACE_BYTES;

  private RemoteThrowables() {}

  /**
   * Returns whether a throwable says that its JVM cannot be relied on any more: it has no memory
   * left, or memory that was mapped is gone. Errors of the same classes that Java code throws are a
   * task's own: a text beyond the longest there can be, direct buffers beyond their limit.
   */
  public static boolean isOfJvm(Throwable thrown) {
    String message = thrown instanceof VirtualMachineError ? thrown.getMessage() : null;
    return thrown instanceof UnknownError
        || (message != null && OF_JVM.stream().anyMatch(message::startsWith));
  }

  /**
   * Returns what kind of failure it is that a task threw something. A task that interrupts itself,
   * and then waits for something of Conveyor's such as a lock in memory, has failed: nobody else
   * interrupts its thread.
   */
  public static Category category(Throwable thrown) {
    Category category =
        thrown instanceof ConveyorException known ? known.category() : Category.RUN_FAILED;
    return category == Category.INTERRUPTED && OwnThread.isCurrent()
        ? Category.RUN_FAILED
        : category;
  }

  /** Returns a copy of a throwable that holds nothing but text, cut to a sane size. */
  public static RemoteException describe(Throwable thrown) {
    return new RemoteThrowables().describeOne(thrown);
  }

  private RemoteException describeOne(Throwable given) {
    described.add(given);
    Throwable thrown = withoutInitializer(given);
    String type = name(thrown.getClass().getName());
    try {
      Throwable cause = thrown.getCause();
      return new RemoteException(
          type,
          cut(thrown.getMessage()),
          cut(UserFrames.of(thrown)),
          cause == null || !isAnother(cause) ? null : describeOne(cause));
    } catch (Throwable hostile) {
      return new RemoteException(
          type,
          "(its message cannot be had: asking for it throws "
              + name(hostile.getClass().getName())
              + ")",
          cut(UserFrames.of(hostile)),
          null);
    }
  }

  private boolean isAnother(Throwable cause) {
    return described.size() <= MOST_CAUSES && !described.contains(cause);
  }

  /** What a static initializer throws says more than that one threw. */
  private static Throwable withoutInitializer(Throwable thrown) {
    return thrown instanceof ExceptionInInitializerError error && error.getCause() != null
        ? error.getCause()
        : thrown;
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= MOST_CHARACTERS
        ? text
        : text.substring(0, MOST_CHARACTERS) + "… (" + text.length() + " characters)";
  }

  private StackTraceElement[] cut(List<StackTraceElement> trace) {
    List<StackTraceElement> elements = new ArrayList<>();
    for (StackTraceElement element : trace) {
      StackTraceElement cut =
          new StackTraceElement(
              name(element.getClassName()),
              name(element.getMethodName()),
              element.getFileName() == null ? null : name(element.getFileName()),
              element.getLineNumber());
      traceBytesLeft -= UTF_BYTES * cut.toString().length();
      if (elements.size() == MOST_ELEMENTS || traceBytesLeft < 0) {
        break;
      }
      elements.add(cut);
    }
    return elements.toArray(StackTraceElement[]::new);
  }

  /** Names are long only where somebody means harm. */
  private static String name(String name) {
    return name.length() <= MOST_NAME_CHARACTERS ? name : name.substring(0, MOST_NAME_CHARACTERS);
  }
}
