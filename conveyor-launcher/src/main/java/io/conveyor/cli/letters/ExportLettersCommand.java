package io.conveyor.cli.letters;

import io.conveyor.ConveyorException;
import io.conveyor.cli.formats.Json;
import io.conveyor.cli.formats.LineBuffer;
import io.conveyor.cli.formats.Output;
import io.conveyor.cli.formats.Reasons;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Streams;
import io.conveyor.deadletters.DeadLetter;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes dead letters for other programs. */
@Command(
    name = "export",
    description = "Writes all dead letters, each with its block, as a line of JSON.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "The block is under 'value', with its class under 'type'. What cannot be written",
      "as JSON is under 'text' instead, as its toString has it; and why a block cannot",
      "be decoded, under 'undecodable'.",
      "",
      "Example:",
      "  conveyor dead-letters export orders.dead-letters --output orders.jsonl"
    })
public final class ExportLettersCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private LettersOptions options = new LettersOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Writes to a file; - is stdout, the default.")
  private String output = Streams.STANDARD;

  public ExportLettersCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Letters letters = options.open(console);
        Output out = new Streams(console).output(output, Map.of())) {
      for (DeadLetter letter : letters.list()) {
        out.write(LineBuffer.of(Json.write(letter, block(letters, letter))));
      }
      out.complete();
    } catch (IOException e) {
      throw Reasons.unwritten(output, e);
    }
    return 0;
  }

  private static Map<String, Object> block(Letters letters, DeadLetter letter) {
    try {
      Object block = letters.blocks().of(letter);
      String type = block.getClass().getTypeName();
      Object tree = Json.tree(block);
      return tree == null
          ? Map.of("type", type, "text", LetterBlocks.text(block))
          : Map.of("type", type, "value", tree);
    } catch (ConveyorException e) {
      return Map.of("undecodable", String.valueOf(e.getMessage()));
    }
  }
}
