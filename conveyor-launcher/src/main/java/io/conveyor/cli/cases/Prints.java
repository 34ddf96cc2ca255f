package io.conveyor.cli.cases;

import io.conveyor.Pipeline;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.JobPrints;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Keeps what is printed in this process, and by workers, from a report; until it is closed. */
final class Prints implements AutoCloseable {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream outBefore = System.out;
  private final PrintStream errBefore = System.err;

  /**
   * Begins.
   *
   * @param pipeline the pipeline whose jobs print
   * @param apart whether what jobs print to standard output is asked for by itself; else it is part
   *     of the log, each line with its stage
   */
  Prints(Pipeline pipeline, boolean apart) {
    Console kept = new Console(InputStream.nullInputStream(), out, err, Console.Terminal.NONE);
    Set<String> printing = apart ? Set.copyOf(pipeline.topology().processors()) : Set.of();
    System.setOut(new JobPrints(kept, printing));
    System.setErr(kept.printErr());
  }

  /** Returns the lines that jobs printed to standard output, if they are kept apart. */
  List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** Returns everything else. */
  String log() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    System.setOut(outBefore);
    System.setErr(errBefore);
  }
}
