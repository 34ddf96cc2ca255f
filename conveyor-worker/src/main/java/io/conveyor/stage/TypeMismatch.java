package io.conveyor.stage;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what a block is and what its job takes, when the very call of the job fails because they
 * differ. Jobs are not typed between stages, so that is the first place to see it.
 */
final class TypeMismatch {

  /** A method that the compiler adds to a job's class passes the call on, and casts. */
  private static final int MOST_FRAMES = 1;

  private static final Pattern CAST =
      Pattern.compile("class (\\S+) cannot be cast to class (\\S+).*", Pattern.DOTALL);

  private TypeMismatch() {}

  /** Returns what a job threw, in better words if it was a mismatch with its block. */
  static Throwable explained(Throwable thrown, Supplier<Object> block) {
    if (!(thrown instanceof ClassCastException) || thrown.getMessage() == null) {
      return thrown;
    }
    Matcher cast = CAST.matcher(thrown.getMessage());
    List<StackTraceElement> frames = UserFrames.of(thrown);
    Class<?> type = block.get().getClass();
    if (!cast.matches() || !cast.group(1).equals(type.getName()) || frames.size() > MOST_FRAMES) {
      return thrown;
    }
    ClassCastException explained =
        new ClassCastException(
            "the job takes %s, but the block is of type %s"
                .formatted(cast.group(2), type.getTypeName()));
    explained.setStackTrace(frames.toArray(StackTraceElement[]::new));
    return explained;
  }
}
