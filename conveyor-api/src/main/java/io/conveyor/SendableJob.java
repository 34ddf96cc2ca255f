package io.conveyor;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out, before anything is started, whether a job can be sent to another process. */
final class SendableJob {

  private SendableJob() {}

  static void check(Processor processor, int row) {
    Job<?, ?> job = processor.job();
    try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
      out.writeObject(job);
    } catch (NotSerializableException e) {
      throw refusal(processor, row, culprit(job, String.valueOf(e.getMessage())), e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw refusal(processor, row, "its serialization fails: " + e, e);
    }
  }

  private static InvalidPipelineException refusal(
      Processor processor, int row, String reason, Throwable cause) {
    String stage =
        processor.name().isEmpty() ? "row " + row : "'" + processor.name() + "' (row " + row + ")";
    return new InvalidPipelineException(
        "processor %s: its job cannot be sent to another process: %s".formatted(stage, reason),
        cause);
  }

  private static String culprit(Job<?, ?> job, String type) {
    List<String> captured = capturedTypes(job);
    if (captured.isEmpty()) {
      return "%s holds a %s, which is not serializable; make the field transient and fill it in open()"
          .formatted(job.getClass().getName(), type);
    }
    String through = captured.contains(type) ? "" : " (through one of " + captured + ")";
    return "it captures a %s%s, which is not serializable; create it inside the job, or in open()"
        .formatted(type, through);
  }

  private static List<String> capturedTypes(Job<?, ?> job) {
    List<String> types = new ArrayList<>();
    SerializedLambda lambda = lambdaOf(job);
    for (int i = 0; lambda != null && i < lambda.getCapturedArgCount(); i++) {
      Object captured = lambda.getCapturedArg(i);
      if (captured != null) {
        types.add(captured.getClass().getName());
      }
    }
    return types;
  }

  /** A serializable lambda replaces itself by its recipe; anything else has no such method. */
  private static @Nullable SerializedLambda lambdaOf(Job<?, ?> job) {
    try {
      Method replace = job.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      return replace.invoke(job) instanceof SerializedLambda lambda ? lambda : null;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }
}
