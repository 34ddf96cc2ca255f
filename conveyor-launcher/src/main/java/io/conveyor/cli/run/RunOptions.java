package io.conveyor.cli.run;

import io.conveyor.cli.formats.Format;
import io.conveyor.cli.terminal.Streams;
import io.conveyor.yaml.PipelineFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said of a run, whatever it runs over. */
public final class RunOptions {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Writes the results to a file; - is stdout, the default.")
  private String output = Streams.STANDARD;

  @Option(
      names = "--output-format",
      paramLabel = "FORMAT",
      description = "How results are written: lines or jsonl. Default: lines.")
  private Format outputFormat = Format.LINES;

  @Option(
      names = "--set",
      paramLabel = "path=value",
      description =
          "Changes the file: stages.1.workers=4 sets a value, which may be any YAML;"
              + " stages.1.window= drops a key. Items of lists are counted from 0. Can be given"
              + " several times.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "processes (the default), or sequential: everything in one process and one thread.")
  private @Nullable String engine;

  @Option(
      names = {"-q", "--quiet"},
      description = "Says nothing but errors.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description =
          "Says where the pipeline runs and at the end what each stage did, and reports errors"
              + " in more detail.")
  private boolean verbose;

  public boolean isQuiet() {
    return quiet;
  }

  public boolean isVerbose() {
    return verbose;
  }

  Format outputFormat() {
    return outputFormat;
  }

  /** Returns the file for the results, or {@link Streams#STANDARD}. */
  public String output() {
    return output;
  }

  /**
   * Returns the overrides that make a file ask for another engine, so that what this one refuses
   * has its place in the file.
   */
  public static List<String> overrides(List<String> others, @Nullable String engine) {
    List<String> all = new ArrayList<>(others);
    if (engine != null) {
      all.add("engine=" + engine);
    }
    return all;
  }

  public PipelineFile load(Path file) {
    return PipelineFile.load(file, overrides(overrides, engine));
  }
}
