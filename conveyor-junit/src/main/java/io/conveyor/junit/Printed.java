package io.conveyor.junit;

import io.conveyor.JobContext;
import io.conveyor.spi.CurrentJob;
import io.conveyor.spi.StagePrints;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads along what is printed while a test runs, stage by stage, and passes it on. Safe from any
 * thread.
 */
final class Printed implements AutoCloseable {

  private static final String NO_STAGE = "";

  private final Map<String, ByteArrayOutputStream> kept = new LinkedHashMap<>();
  private final PrintStream outBefore = System.out;
  private final PrintStream errBefore = System.err;

  Printed() {
    System.setOut(new Along(outBefore));
    System.setErr(new Along(errBefore));
  }

  /** Returns what each stage printed, and what others did. */
  synchronized String text() {
    StringBuilder text = new StringBuilder();
    kept.forEach(
        (stage, bytes) -> {
          text.append(stage.equals(NO_STAGE) ? "printed:\n" : "stage '" + stage + "' printed:\n");
          bytes
              .toString(StandardCharsets.UTF_8)
              .lines()
              .forEach(line -> text.append("  ").append(line).append('\n'));
        });
    return text.toString();
  }

  private synchronized void keep(String stage, byte[] bytes, int from, int length) {
    kept.computeIfAbsent(stage, none -> new ByteArrayOutputStream()).write(bytes, from, length);
  }

  @Override
  public void close() {
    System.setOut(outBefore);
    System.setErr(errBefore);
  }

  /** A stream that is read along. */
  private final class Along extends PrintStream implements StagePrints {

    private final PrintStream to;

    Along(PrintStream to) {
      super(new Both(to, ""), true, StandardCharsets.UTF_8);
      this.to = to;
    }

    @Override
    public PrintStream of(String stage, String label) {
      PrintStream ofStage = StagePrints.of(to, stage, label);
      return new PrintStream(new Both(ofStage, stage), true, StandardCharsets.UTF_8);
    }
  }

  /** Writes to a stream, and keeps what is written. */
  private final class Both extends OutputStream {

    private final PrintStream to;
    private final String stage;

    Both(PrintStream to, String stage) {
      this.to = to;
      this.stage = stage;
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      to.write(bytes, from, length);
      keep(stage.isEmpty() ? ofThread() : stage, bytes, from, length);
    }

    /** The engine 'sequential' runs jobs in threads of this process. */
    private String ofThread() {
      return CurrentJob.get() instanceof JobContext job ? job.stage() : NO_STAGE;
    }

    @Override
    public void flush() {
      to.flush();
    }
  }
}
