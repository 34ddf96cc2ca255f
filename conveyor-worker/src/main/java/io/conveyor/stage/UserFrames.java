package io.conveyor.stage;

import io.conveyor.ConveyorException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The part of a stack trace that is the user's: what a task has called, down to the task itself,
 * without what calls the task.
 *
 * <pre>
 *   Integer.parseInt            kept: the user's code has called it
 *   Jobs.parse                  kept: the user's lowest frame
 *   java.lang.reflect...        cut: the way to the task
 *   io.conveyor.stage.named...  cut
 *   io.conveyor.stage...        cut, with all below: the stage, whose call of the task it is
 * </pre>
 */
final class UserFrames {

  private static final String API = "io.conveyor.";
  private static final String STAGE = API + "stage.";

  /** What the user's own stream is read through: its frames lie between frames of the user's. */
  private static final String STREAM = STAGE + "StreamWork$Blocks";

  private UserFrames() {}

  /** Returns the frames of a throwable that are to be shown; all if no task was called. */
  static List<StackTraceElement> of(Throwable thrown) {
    List<StackTraceElement> trace = List.of(thrown.getStackTrace());
    int calls = firstCall(trace);
    if (calls == trace.size()) {
      return trace;
    }
    List<StackTraceElement> called =
        trace.subList(0, calls).stream().filter(frame -> !isOurs(frame)).toList();
    int lowest = lowestOfUser(called);
    if (lowest >= 0) {
      return called.subList(0, lowest + 1);
    }
    // The message explains an error of ours; anything else needs the place where it was.
    return thrown instanceof ConveyorException ? List.of() : withoutCalls(called);
  }

  /** Returns the place of the first frame that calls a task. */
  private static int firstCall(List<StackTraceElement> trace) {
    int place = 0;
    while (place < trace.size() && !callsTask(trace.get(place).getClassName())) {
      place++;
    }
    return place;
  }

  /** Packages within the stage's call no task: jobs found by name are such. */
  private static boolean callsTask(String className) {
    return className.startsWith(STAGE)
        && className.indexOf('.', STAGE.length()) < 0
        && !className.equals(STREAM);
  }

  /** What a user's code calls of the API is no more the user's than the stage is. */
  private static boolean isOurs(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.startsWith(STAGE)
        || (name.startsWith(API) && Character.isUpperCase(name.charAt(API.length())));
  }

  private static int lowestOfUser(List<StackTraceElement> frames) {
    int lowest = frames.size() - 1;
    while (lowest >= 0 && !isOfUser(frames.get(lowest))) {
      lowest--;
    }
    return lowest;
  }

  private static boolean isOfUser(StackTraceElement frame) {
    return !isOfJdk(frame)
        && Stream.of("codec.", "worker.")
            .noneMatch(room -> frame.getClassName().startsWith("io.conveyor." + room));
  }

  private static boolean isOfJdk(StackTraceElement frame) {
    String module = frame.getModuleName();
    return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
  }

  /** A method of the JDK's may be the task. */
  private static List<StackTraceElement> withoutCalls(List<StackTraceElement> frames) {
    return frames.stream()
        .takeWhile(
            frame ->
                Stream.of("java.lang.reflect.", "java.lang.invoke.", "jdk.internal.reflect.")
                    .noneMatch(frame.getClassName()::startsWith))
        .toList();
  }
}
