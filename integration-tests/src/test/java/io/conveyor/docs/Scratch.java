package io.conveyor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.it.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A directory that looks like the top of the repository, in which the blocks of a page are run. */
final class Scratch {

  private final Path directory;
  private final Path root;

  Scratch(Path directory, Path root) throws IOException {
    this.directory = directory;
    this.root = root;
    try (Stream<Path> entries = Files.list(root)) {
      for (Path entry : entries.toList()) {
        Files.createSymbolicLink(directory.resolve(entry.getFileName()), entry);
      }
    }
  }

  Path directory() {
    return directory;
  }

  /** The jars and options that an installation brings along. */
  Path distribution() {
    return root.resolve("conveyor-launcher/target/distribution");
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  /** Runs a command of a block, which must succeed and print what the block says. */
  void run(Block block, List<String> command) throws IOException, InterruptedException {
    String java = System.getProperty("java.home");
    Command.Outcome outcome =
        Command.of(command)
            .in(directory)
            .with("JAVA_HOME", java)
            .with("PATH", java + "/bin:" + System.getenv("PATH"))
            .run();
    String context = "%s%n%s%n%s".formatted(block, block.text(), outcome);
    assertEquals(0, outcome.exitCode(), context);
    block
        .output()
        .ifPresent(
            expected ->
                assertEquals(
                    inOrder(expected.text(), expected),
                    inOrder(outcome.output(), expected),
                    context));
  }

  private static String inOrder(String lines, Block.Output output) {
    return output.anyOrder() ? String.join("\n", lines.lines().sorted().toList()) + "\n" : lines;
  }
}
