package io.conveyor.yaml;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Pipeline;
import io.conveyor.face.Face;
import io.conveyor.owned.Resources;
import io.conveyor.problem.Problem;
import io.conveyor.yaml.cases.Case;
import io.conveyor.yaml.cases.Cases;
import io.conveyor.yaml.jobs.ClassCache;
import io.conveyor.yaml.text.BadValueException;
import io.conveyor.yaml.text.Finding;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.SourceText;
import io.conveyor.yaml.text.Value;
import io.conveyor.yaml.text.Variables;
import io.conveyor.yaml.text.Yaml;
import io.conveyor.yaml.text.YamlParser;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline file, read: a pipeline that can be run, and its inputs. Closing it closes the pipeline
 * and deletes the classes compiled for it. For one thread at a time.
 */
public final class PipelineFile implements AutoCloseable {

  private static final String INPUTS = "is it the pipeline file? Inputs are given with --input";

  private final Path file;
  private final Variables variables;
  private final ReadPipeline read;
  private final Resources resources;
  private boolean leftOpen;

  private PipelineFile(Path file, Variables variables, ReadPipeline read, Resources resources) {
    this.file = file;
    this.variables = variables;
    this.read = read;
    this.resources = resources;
  }

  /** With the variables of the environment, and its sources compiled each time. */
  public static PipelineFile load(Path file, List<String> overrides) {
    return load(file, overrides, new Variables(System.getenv(), secret -> {}), false);
  }

  /**
   * Reads and checks a file completely, starting nothing of it: its sources are compiled, and the
   * classes and methods it names are found but not initialized.
   *
   * @param file the file; at most 1 MiB of UTF-8
   * @param overrides changes to the file, applied in turn: {@code stages.1.workers=4} sets a value,
   *     which may be any YAML, and {@code stages.1.workers=} drops it; list items are counted from
   *     0, {@code stages[1]} means {@code stages.1}
   * @param variables what {@code ${NAME}} stands for
   * @param cached whether classes of its sources may be what an earlier command has compiled
   * @throws InvalidPipelineException with every problem that was found, each with its place
   */
  public static PipelineFile load(
      Path file, List<String> overrides, Variables variables, boolean cached) {
    Problems problems = new Problems();
    PipelineFile read = check(file, overrides, variables, cached, problems);
    if (problems.count() > 0) {
      read.close();
      problems.throwIfAny();
    }
    return read;
  }

  /**
   * Likewise, for those who want to know more of the problems than their words.
   *
   * @param problems where all that is wrong goes; what is returned can be run only if there is none
   */
  public static PipelineFile check(
      Path file, List<String> overrides, Variables variables, boolean cached, Problems problems) {
    ClassCache cache = cached ? ClassCache.ofCommand() : ClassCache.NONE;
    Resources resources = new Resources();
    try {
      ReadPipeline read =
          Face.PIPELINE_FILE.during(
              () -> read(file, overrides, variables, cache, problems, resources));
      return new PipelineFile(file, variables, read, resources);
    } catch (RuntimeException | Error e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  private static ReadPipeline read(
      Path file,
      List<String> overrides,
      Variables variables,
      ClassCache cache,
      Problems problems,
      Resources resources) {
    try {
      Yaml root = YamlParser.parse(SourceText.read(file), variables, problems);
      Yaml changed = Overrides.apply(root, overrides, variables, problems);
      FileTree tree = new Includes(variables).read(file, changed, problems);
      if (!variables.areWrong()) {
        ReadPipeline pipeline = new PipelineReader(tree, cache, resources).read();
        pipeline.pipeline().settings(settings -> settings.masking(variables.masking()));
        return pipeline;
      }
    } catch (BadValueException e) {
      problems.add(e.place(), withRemedy(file, e.problem()));
    }
    return new ReadPipeline(new Pipeline(), null, null, List.of(), List.of(), List.of());
  }

  private static Problem withRemedy(Path file, Problem problem) {
    String cause = problem.cause();
    boolean foreign = cause.startsWith("not YAML") || cause.startsWith(Includes.NO_MAPPING);
    return foreign && !file.toString().matches(".*\\.ya?ml")
        ? new Problem(problem.kind(), problem.toString(), INPUTS)
        : problem;
  }

  /** Returns the pipeline; not open yet. */
  public Pipeline pipeline() {
    return read.pipeline();
  }

  /** Returns the blocks under {@code input}, or null if the file has no such key. */
  public @Nullable List<Object> inputs() {
    return read.inputs();
  }

  /**
   * Reads the cases that test the pipeline, of which a run knows nothing; to be asked for only of a
   * file without problems, before the pipeline is opened.
   *
   * @param problems where all that is wrong with them goes
   */
  public List<Case> cases(Problems problems) {
    Cases cases = new Cases(read.pipeline(), read.inputs() != null, problems);
    Value tests = read.tests();
    if (tests != null) {
      cases.read(file, tests);
    }
    cases.readBeside(file, variables);
    return cases.list();
  }

  /**
   * Returns what is no error, and worth a remark, each with its place: settings that the engine has
   * no use for, and that make no difference to what comes out of a run, what it warns of, and
   * stages that hardly can take what comes to them.
   */
  public List<Finding> remarks() {
    return read.remarks();
  }

  /** Likewise, of stages that hardly can take lines of text, if these are the inputs. */
  public List<Finding> remarksOfInputs() {
    return read.ofInputs();
  }

  /**
   * Returns all files that the pipeline is made of: this one and those that it includes, its
   * sources, and the entries of its class path, which may be directories.
   */
  public List<Path> files() {
    return read.files();
  }

  /** A job does not return: to wait for its pipeline to be closed would take for ever. */
  public void leaveOpen() {
    leftOpen = true;
  }

  @Override
  public void close() {
    try (resources) {
      if (!leftOpen) {
        read.pipeline().close();
      }
    }
  }
}
