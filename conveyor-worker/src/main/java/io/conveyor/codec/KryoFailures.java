package io.conveyor.codec;

import com.esotericsoftware.kryo.KryoException;
import io.conveyor.codec.cost.TooCostlyException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in one line what kept Kryo from its work, and where in the object graph. */
final class KryoFailures {

  private static final String TRACE = "Serialization trace:";
  private static final int MOST_CAUSES = 50;
  private static final int MOST_FIELDS = 8;

  private KryoFailures() {}

  /**
   * Returns a description of a failure.
   *
   * @throws VirtualMachineError if that is what it is, and not merely a graph that is too deep
   */
  static String describe(Throwable failure) {
    if (find(failure, StackOverflowError.class) != null) {
      return "it is nested too deeply for the stack of this thread; make it flatter"
          + " (linked nodes go into a list), or raise -Xss";
    }
    VirtualMachineError fatal = find(failure, VirtualMachineError.class);
    if (fatal != null) {
      throw fatal;
    }
    if (reason(failure).startsWith("Max depth exceeded")) {
      return "it is nested more than %d objects deep; make it flatter (linked nodes go into a list)"
          .formatted(BlockKryo.MAX_DEPTH);
    }
    KryoException outer = find(failure, KryoException.class);
    return reason(failure) + (outer == null ? "" : path(outer));
  }

  /** Returns the first among a throwable and its causes that is of a type. */
  static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    for (int i = 0; root.getCause() != null && i < MOST_CAUSES; i++) {
      root = root.getCause();
    }
    String message = root.getMessage();
    String text = message == null ? "" : message.split(TRACE, 2)[0].strip();
    return (root instanceof KryoException || root instanceof TooCostlyException) && !text.isEmpty()
        ? text
        : (root.getClass().getName() + ": " + text).strip();
  }

  /** Kryo names the innermost field first, a line each. */
  private static String path(KryoException failure) {
    String[] parts = String.valueOf(failure.getMessage()).split(TRACE, 2);
    if (parts.length < 2) {
      return "";
    }
    List<String> fields = parts[1].strip().lines().limit(MOST_FIELDS).toList();
    return " (at " + String.join(", in ", fields) + ")";
  }
}
