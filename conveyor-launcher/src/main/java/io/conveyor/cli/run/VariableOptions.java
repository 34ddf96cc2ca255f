package io.conveyor.cli.run;

import io.conveyor.cli.terminal.Console;
import io.conveyor.yaml.text.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What {@code ${NAME}} stands for in pipeline files. */
public final class VariableOptions {

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description =
          "Sets variables that the file refers to as $${NAME}, a line NAME=value for each; the"
              + " environment goes first. Can be given several times.")
  private List<Path> files = new ArrayList<>();

  List<Path> files() {
    return files;
  }

  /** Returns the variables; their secrets are masked on the console from then on. */
  public Variables read(Console console) {
    Map<String, String> environment = new HashMap<>();
    files.forEach(file -> environment.putAll(EnvFile.read(file)));
    environment.putAll(System.getenv());
    return new Variables(environment, console::conceal);
  }
}
