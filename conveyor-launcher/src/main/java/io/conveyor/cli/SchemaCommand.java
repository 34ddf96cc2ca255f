package io.conveyor.cli;

import io.conveyor.cli.formats.Json;
import io.conveyor.cli.terminal.Console;
import io.conveyor.yaml.schema.JsonSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the schema of pipeline files, or of files of cases. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema of pipeline files, with which editors know their keys.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Example:",
      "  conveyor schema > conveyor.schema.json",
      "and as the first line of a pipeline file",
      "  # yaml-language-server: $schema=conveyor.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--tests",
      description = "Prints the schema of files of cases instead, such as NAME.tests.yaml.")
  private boolean tests;

  SchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console
        .printOut()
        .println(Json.indented(tests ? JsonSchema.ofFilesOfCases() : JsonSchema.ofPipelineFiles()));
    return 0;
  }
}
