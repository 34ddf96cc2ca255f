package io.conveyor.cli.terminal;

import io.conveyor.JobContext;
import io.conveyor.spi.CurrentJob;
import io.conveyor.spi.StagePrints;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands for {@link System#out} while results go to stdout: what jobs print goes to stderr,
 * each line with its stage, and only stages that are there to print write to stdout. Safe from any
 * thread.
 *
 * <pre>
 *   results ────────────────────────────▶ stdout
 *   prints of a stage 'print' ──────────▶ stdout
 *   prints of any other ─── [stage] ────▶ stderr
 * </pre>
 */
public final class JobPrints extends PrintStream implements StagePrints {

  private final Console console;
  private final Set<String> printing;
  private final Map<String, PrintStream> streams = new ConcurrentHashMap<>();

  /**
   * Creates the stream.
   *
   * @param printing the names of the stages that are there to print
   */
  public JobPrints(Console console, Set<String> printing) {
    this(console, printing, new OfThread());
  }

  private JobPrints(Console console, Set<String> printing, OfThread ofThread) {
    super(ofThread, true, StandardCharsets.UTF_8);
    this.console = console;
    this.printing = Set.copyOf(printing);
    ofThread.prints = this;
  }

  @Override
  public PrintStream of(String stage, String label) {
    return printing.contains(stage)
        ? streams.computeIfAbsent("", unlabelled -> console.printOut())
        : streams.computeIfAbsent(label, unlabelled -> console.printLabelled(stage, label));
  }

  private PrintStream ofThread() {
    return !(CurrentJob.get() instanceof JobContext job)
        ? streams.computeIfAbsent("\n", launchers -> console.printErr())
        : of(job.stage(), "[" + job.stage() + "] ");
  }

  /** Passes on what is written to where it goes for the thread that writes it. */
  private static final class OfThread extends OutputStream {

    private @Nullable JobPrints prints;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      PrintStream to = Objects.requireNonNull(prints).ofThread();
      to.write(bytes, from, length);
      to.flush();
    }
  }
}
