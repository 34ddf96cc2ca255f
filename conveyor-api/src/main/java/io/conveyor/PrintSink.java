package io.conveyor;

import io.conveyor.spi.Lambdas;
import java.lang.invoke.SerializedLambda;

/**
 * Prints blocks, as {@code System.out::println} asks for: that refers to a stream of the launcher's
 * process, which cannot be sent, and means the stream that takes its place.
 *
 * @param toErr whether to {@code System.err}
 * @param line whether each block ends a line
 */
record PrintSink(boolean toErr, boolean line) implements Sink<Object> {

  private static final String STREAM = "java/io/PrintStream";

  /** Returns a task that does the same wherever it runs, or the task itself if it is another. */
  static Task insteadOf(Task task) {
    if (!(task instanceof Sink) || !task.getClass().isSynthetic()) {
      return task;
    }
    SerializedLambda lambda = Lambdas.recipe(task);
    return lambda == null ? task : insteadOf(task, lambda);
  }

  private static Task insteadOf(Task task, SerializedLambda lambda) {
    String method = lambda.getImplMethodName();
    boolean prints = method.equals("println") || method.equals("print");
    if (!lambda.getImplClass().equals(STREAM) || !prints || lambda.getCapturedArgCount() != 1) {
      return task;
    }
    Object stream = lambda.getCapturedArg(0);
    boolean toErr = stream == System.err;
    return toErr || stream == System.out ? new PrintSink(toErr, method.equals("println")) : task;
  }

  @Override
  public void accept(Object block) {
    String text = block instanceof char[] chars ? new String(chars) : String.valueOf(block);
    (toErr ? System.err : System.out).print(line ? text + System.lineSeparator() : text);
  }
}
