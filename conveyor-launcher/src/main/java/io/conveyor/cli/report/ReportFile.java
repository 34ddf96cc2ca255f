package io.conveyor.cli.report;

import io.conveyor.Pipeline;
import io.conveyor.RunReport;
import io.conveyor.cli.formats.Json;
import io.conveyor.cli.observe.OwnFile;
import io.conveyor.cli.observe.OwnRun;
import io.conveyor.cli.observe.RunObserver;
import io.conveyor.cli.terminal.Console;
import io.conveyor.processes.measure.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes what a run did into a file, when it has ended. */
final class ReportFile implements RunObserver {

  private final OwnFile file;
  private final boolean isPage;
  private final Console console;
  private Instant begun = Instant.now();
  private @Nullable Pipeline pipeline;
  private Happenings happened = new Happenings(text -> text);
  private Supplier<RunReport> report =
      () -> new RunReport(0, 0, Duration.between(begun, Instant.now()), List.of());
  private @Nullable Recorder recorder;

  /**
   * Creates it.
   *
   * @throws io.conveyor.ConveyorException if the file cannot be written
   */
  ReportFile(Path place, Console console) {
    this.isPage = place.toString().endsWith(ReportOptions.PAGE);
    this.file = new OwnFile("--report", place, isPage ? HtmlPage.START : "{\"conveyor-report\":");
    this.console = console;
    file.requireWritable();
  }

  @Override
  public void opens(Pipeline watched) {
    pipeline = watched;
    happened = new Happenings(watched.settings().masking());
    watched.onEvent(happened);
  }

  @Override
  public void follow(Supplier<RunReport> run) {
    begun = Instant.now();
    report = run;
    recorder = OwnRun.of(Objects.requireNonNull(pipeline).name()).map(Recorder::new).orElse(null);
  }

  /** The run is worth more than its report. */
  @Override
  public void close() {
    Pipeline watched = pipeline;
    if (watched == null) {
      return;
    }
    try {
      file.write(content(watched).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      console.warn("conveyor: " + file.unwritten(e));
    }
  }

  private String content(Pipeline watched) {
    ReportData data = new ReportData(watched, report.get());
    Recorder looked = recorder;
    if (looked != null) {
      Sample last = looked.end();
      data.with(last);
    }
    Map<String, Object> tree = data.tree(begun, happened);
    if (looked != null && looked.verdict().isKnown()) {
      tree.put("verdict", looked.verdict().sentence());
    }
    tree.put("timeline", looked == null ? Map.of() : looked.timeline().tree());
    String json = new String(Json.write(tree), StandardCharsets.UTF_8);
    return isPage ? HtmlPage.of(watched, report.get(), json) : json + "\n";
  }
}
