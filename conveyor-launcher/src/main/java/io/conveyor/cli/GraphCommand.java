package io.conveyor.cli;

import io.conveyor.cli.formats.LineBuffer;
import io.conveyor.cli.formats.Output;
import io.conveyor.cli.formats.Reasons;
import io.conveyor.cli.graph.GraphFormat;
import io.conveyor.cli.run.EngineChoice;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Streams;
import io.conveyor.yaml.PipelineFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws a pipeline. */
@Command(
    name = "graph",
    description = "Draws how a pipeline is wired: names, workers, lanes, forks and joins.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Checks the file as 'validate' does, and starts nothing of it.",
      "",
      "Examples:",
      "  conveyor graph examples/fourth-root.yaml",
      "  conveyor graph examples/fourth-root.yaml --output fourth-root.svg",
      "  conveyor graph examples/fourth-root.yaml --format dot | dot -Tpdf > root.pdf"
    })
final class GraphCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private EngineChoice pipeline = new EngineChoice();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = GraphFormat.Converter.class,
      description =
          "How to write it: text, dot, mermaid, svg or json. Default: what the name of the output"
              + " ends in, .dot, .gv, .mmd, .mermaid, .svg or .json; else text.")
  private @Nullable GraphFormat format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Writes to a file; - is stdout, the default.")
  private String output = Streams.STANDARD;

  GraphCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    GraphFormat chosen = format == null ? GraphFormat.named(output) : format;
    try (PipelineFile read = pipeline.load(console);
        Output out = new Streams(console).output(output, pipeline.used(read))) {
      String graph = chosen.draw(read.pipeline().name(), read.pipeline().topology());
      out.write(LineBuffer.of(graph.getBytes(StandardCharsets.UTF_8)));
      out.complete();
    } catch (IOException e) {
      throw Reasons.unwritten(output, e);
    }
    return 0;
  }
}
