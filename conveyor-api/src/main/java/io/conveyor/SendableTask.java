package io.conveyor;

import io.conveyor.problem.ProblemKind;
import io.conveyor.spi.Lambdas;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;

/** Finds out, before anything is started, whether a job can be sent to another process. */
final class SendableTask {

  private final String place;
  private final Task task;

  private SendableTask(int row, int position, Processor processor) {
    String stage = processor.name().isEmpty() ? " row" + row + "." + position : "";
    this.place = "row " + row + ": " + processor + stage;
    this.task = processor.task();
  }

  /**
   * Checks the jobs of a row.
   *
   * @throws InvalidPipelineException if one cannot be sent, with its stage and the type that is in
   *     the way
   */
  static void checkAll(int row, List<Stage> stages) {
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i) instanceof Processor processor) {
        new SendableTask(row, i + 1, processor).check();
      }
    }
  }

  private void check() {
    try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
      out.writeObject(task);
    } catch (NotSerializableException e) {
      throw refusal(culprit(String.valueOf(e.getMessage())), e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw refusal("its serialization fails: " + e, e);
    }
  }

  private InvalidPipelineException refusal(String reason, Throwable cause) {
    return new InvalidPipelineException(
        ProblemKind.IN_PROGRAM,
        "%s: its job cannot be sent to another process: %s".formatted(place, reason),
        cause);
  }

  private String culprit(String type) {
    List<String> captured = capturedTypes();
    if (captured.isEmpty()) {
      return "%s holds a %s, which is not serializable; %s"
          .formatted(task.getClass().getName(), type, wayOut(type));
    }
    String through = captured.contains(type) ? "" : " (through one of " + captured + ")";
    return "it captures a %s%s, which is not serializable; create it inside the job, or in open()"
        .formatted(type, through);
  }

  private String wayOut(String type) {
    Class<?> outer = task.getClass().getEnclosingClass();
    return outer != null && outer.getName().equals(type)
        ? "make the job's class static, or a class of its own"
        : "make the field transient and fill it in open()";
  }

  private List<String> capturedTypes() {
    List<String> types = new ArrayList<>();
    SerializedLambda lambda = Lambdas.recipe(task);
    for (int i = 0; lambda != null && i < lambda.getCapturedArgCount(); i++) {
      Object captured = lambda.getCapturedArg(i);
      if (captured != null) {
        types.add(captured.getClass().getName());
      }
    }
    return types;
  }
}
