package io.conveyor.junit;

import io.conveyor.ConveyorException;
import io.conveyor.Pipeline;
import io.conveyor.Results;
import io.conveyor.RunReport;
import io.conveyor.WorkerDiedException;
import io.conveyor.owned.OwnedDirectory;
import io.conveyor.owned.Resources;
import io.conveyor.yaml.PipelineFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs pipelines for a test, and closes them after it. A test gets one as a parameter, by {@link
 * ConveyorExtension}. For one thread at a time.
 */
public final class PipelineRunner {

  private final Resources resources = new Resources();
  private final List<String> runs = new ArrayList<>();
  private @Nullable OwnedDirectory directory;
  private @Nullable RunReport report;

  PipelineRunner() {}

  /**
   * Reads a pipeline file.
   *
   * @param file the file
   * @param overrides changes to it, such as {@code stages.parse.workers=2}
   * @return its pipeline, which can still be changed
   * @throws io.conveyor.InvalidPipelineException with all that is wrong with the file
   */
  public Pipeline load(Path file, String... overrides) {
    return resources.add(PipelineFile.load(file, List.of(overrides))).pipeline();
  }

  /**
   * Runs a pipeline over inputs, or over none if it begins with a producer.
   *
   * @param pipeline the pipeline, which is closed after the test; if nothing says where it keeps
   *     dead letters, they go away then
   * @param inputs the inputs
   * @return the results
   * @throws ConveyorException if the run failed
   */
  public List<Object> run(Pipeline pipeline, Object... inputs) {
    return run(pipeline, Arrays.asList(inputs));
  }

  /**
   * Runs a pipeline over inputs, as {@link #run(Pipeline, Object...)} does.
   *
   * @param pipeline the pipeline
   * @param inputs the inputs
   * @return the results
   * @throws ConveyorException if the run failed
   */
  public List<Object> run(Pipeline pipeline, Iterable<?> inputs) {
    resources.add(pipeline);
    if (pipeline.settings().deadLetters() == null && !pipeline.isOpen()) {
      pipeline.deadLetters(directory().resolve(pipeline.name() + ".dead-letters"));
    }
    report = null;
    try (Results<Object> results =
        pipeline.isProducing() ? pipeline.results() : pipeline.results(inputs)) {
      List<Object> all = pull(results);
      note(pipeline, "ended well");
      return all;
    } catch (ConveyorException e) {
      note(pipeline, told(e));
      throw e;
    }
  }

  private List<Object> pull(Results<Object> results) {
    List<Object> all = new ArrayList<>();
    try {
      results.forEachRemaining(all::add);
      return all;
    } finally {
      report = results.report();
    }
  }

  private static String told(ConveyorException e) {
    String exit = e instanceof WorkerDiedException died ? exit(died) : "";
    return "failed as " + e.category() + exit;
  }

  private static String exit(WorkerDiedException died) {
    return ": worker %d of stage '%s', process %d, ended with exit code %d"
        .formatted(died.worker(), died.stage(), died.pid(), died.exitCode());
  }

  private void note(Pipeline pipeline, String end) {
    StringBuilder text = new StringBuilder("pipeline '%s' %s\n".formatted(pipeline.name(), end));
    if (report != null) {
      report.stages().forEach(stage -> text.append("  ").append(stage).append('\n'));
    }
    runs.add(text.toString());
  }

  /**
   * Returns what the last run did.
   *
   * @throws IllegalStateException if there was none, or it could not be begun
   */
  public RunReport report() {
    if (report == null) {
      throw new IllegalStateException("no run has begun");
    }
    return report;
  }

  /** Returns a directory for the test, which goes away after it. */
  public Path directory() {
    if (directory == null) {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
      directory = OwnedDirectory.create(temporary);
    }
    return directory.path();
  }

  /** Returns what each run did, in words. */
  String told() {
    return String.join("", runs);
  }

  void close() {
    try {
      resources.close();
    } finally {
      if (directory != null) {
        directory.close();
      }
    }
  }
}
