package io.conveyor.cli.man;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** Writes the manual pages; only the build asks for them. */
@Command(
    name = "man-pages",
    description = "Writes the manual page of each command into a directory; called by the build.",
    hidden = true)
public final class ManPagesCommand implements Callable<Integer> {

  private final Supplier<CommandLine> whole;

  @Parameters(index = "0", paramLabel = "DIR", description = "Where they go.")
  private Path directory = Path.of("");

  @Parameters(index = "1", paramLabel = "VERSION", description = "The version that they are of.")
  private String version = "";

  public ManPagesCommand(Supplier<CommandLine> whole) {
    this.whole = whole;
  }

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(directory);
    write(whole.get().getCommandSpec());
    return 0;
  }

  private void write(CommandSpec command) throws IOException {
    Path file = directory.resolve(ManPage.name(command) + ".1.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(ManPage.of(command, version).getBytes(StandardCharsets.UTF_8));
    }
    for (CommandSpec below : ManPage.below(command)) {
      write(below);
    }
  }
}
