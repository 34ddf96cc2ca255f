package io.conveyor.cli;

import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.run.EngineChoice;
import io.conveyor.cli.terminal.Console;
import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.processes.rundir.PowerLoss;
import io.conveyor.yaml.PipelineFile;
import io.conveyor.yaml.text.Finding;
import io.conveyor.yaml.text.Place;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks pipeline files. */
@Command(
    name = "validate",
    description = "Checks everything about pipelines that can be checked without starting them.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Reports every problem of every file at once, with its place, and exits with 2",
      "if there is any. Says if a run with --dir would have no checkpoints, and why.",
      "",
      "Examples:",
      "  conveyor validate examples/fourth-root.yaml",
      "  conveyor validate --format json pipelines/*.yaml"
    })
final class ValidateCommand implements Callable<Integer> {

  /** What verdicts are written as. */
  enum Form {
    TEXT,
    JSON
  }

  private final Console console;

  @Mixin private EngineChoice pipeline = new EngineChoice();

  @Parameters(
      index = "1..*",
      paramLabel = "PIPELINE.yaml",
      description = "More pipeline files; --set and --engine hold for all.")
  private List<Path> others = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "text (the default), or json: a line of JSON for each file, on the standard output.")
  private Form form = Form.TEXT;

  @Option(
      names = {"-v", "--verbose"},
      description = "Also draws each pipeline that is valid; not with --format json.")
  private boolean verbose;

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean valid = true;
    for (Path file : Stream.concat(Stream.of(pipeline.file()), others.stream()).toList()) {
      FileVerdict verdict = verdict(file);
      tell(verdict);
      valid &= verdict.isValid();
    }
    return valid ? 0 : Category.USAGE.exitCode();
  }

  private void tell(FileVerdict verdict) {
    if (form == Form.JSON) {
      console.printOut().println(verdict.json());
    } else {
      console.say(verdict.text());
    }
  }

  private FileVerdict verdict(Path file) {
    Problems problems = new Problems();
    Variables variables = pipeline.variables(console);
    List<Finding> remarks = new ArrayList<>();
    try (PipelineFile read = pipeline.check(file, variables, problems)) {
      if (problems.count() == 0) {
        read.cases(problems);
      }
      if (problems.count() == 0) {
        draw(read);
        remarks.addAll(read.remarksOfInputs());
        remarks.addAll(read.remarks());
        remarks.addAll(checkpoints(file, read));
      }
    }
    return new FileVerdict(file, problems.list(), remarks, variables.masking());
  }

  private void draw(PipelineFile read) {
    if (verbose && form == Form.TEXT) {
      console.printOut().println(read.pipeline().topology());
    }
  }

  private static List<Finding> checkpoints(Path file, PipelineFile read) {
    String anew = PowerLoss.whyAnew(read.pipeline().topology());
    if (anew == null) {
      return List.of();
    }
    String said = "no checkpoints: a run with --dir starts over after a loss of power, as " + anew;
    Problem problem = Problem.of(ProblemKind.NO_CHECKPOINTS, said);
    return List.of(Finding.at(Place.whole(file.toString()), problem));
  }
}
