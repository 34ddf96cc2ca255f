package io.conveyor.it.equivalence;

import io.conveyor.ConveyorException;
import io.conveyor.Pipeline;
import io.conveyor.Results;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;

/**
 * A durable run of a made-up pipeline, for a test to kill: takes a directory for all files, the
 * seed, and the number of inputs.
 */
public final class DurableShapeMain {

  static final String RUN = "run";
  static final String RESULTS = "results";
  static final String LETTERS = "letters";
  static final String GATE = "gate";

  private static final Duration SYNC = Duration.ofMillis(20);

  private DurableShapeMain() {}

  static Shape shape(long seed) {
    return new Shape(seed, true);
  }

  static Trial trial(Shape shape, long seed, int size) {
    return shape.sized(new Random(~seed), size);
  }

  /** Ends with the exit code that the command has for a failure. */
  public static void main(String[] args) throws IOException {
    try {
      run(args);
    } catch (ConveyorException e) {
      System.err.println(e.getMessage());
      Runtime.getRuntime().exit(e.category().exitCode());
    }
  }

  private static void run(String[] args) throws IOException {
    Path scratch = Path.of(args[0]);
    long seed = Long.parseLong(args[1]);
    Shape shape = shape(seed);
    Trial trial = trial(shape, seed, Integer.parseInt(args[2]));
    try (Gate gate = Gate.open(scratch.resolve(GATE));
        Pipeline pipeline =
            shape
                .pipeline(Pipeline.PROCESSES)
                .durable(scratch.resolve(RUN), SYNC)
                .deadLetters(scratch.resolve(LETTERS));
        FileChannel file =
            FileChannel.open(
                scratch.resolve(RESULTS), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file))) {
      pipeline.open();
      trial.tell(pipeline, 1);
      Iterable<Object> inputs = () -> new GatedInputs(trial, gate);
      try (Results<Object> results = pipeline.results(inputs)) {
        results.keep(() -> written(file, out), () -> force(file));
        file.truncate(results.keptAsLong()).position(results.keptAsLong());
        while (results.hasNext()) {
          out.write(Order.line(results.next()).getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private static void force(FileChannel file) {
    try {
      file.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long written(FileChannel file, OutputStream out) {
    try {
      out.flush();
      return file.position();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
