package io.conveyor.cli.run;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.terminal.Controls;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import io.github.cdimascio.dotenv.internal.DotenvParser;
import io.github.cdimascio.dotenv.internal.DotenvReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A file of variables. A class of its own so that its reader is loaded only if it is used. */
final class EnvFile {

  private static final int LARGEST = 1 << 20;

  /** A line behind others is read unless they have left a quote open. */
  private static final String PROBE = "PROBE=1";

  private final Path file;
  private final Map<String, String> variables = new HashMap<>();

  private EnvFile(Path file) {
    this.file = file;
  }

  static Map<String, String> read(Path file) {
    EnvFile read = new EnvFile(file);
    read.read();
    return read.variables;
  }

  private void read() {
    List<String> open = new ArrayList<>();
    int number = 0;
    for (String line : lines()) {
      number++;
      open.add(line);
      List<DotenvEntry> entries = entries(open, number);
      if (!entries.isEmpty()) {
        entries
            .subList(0, entries.size() - 1)
            .forEach(entry -> variables.put(entry.getKey(), entry.getValue()));
        open.clear();
      }
    }
    if (!open.isEmpty()) {
      throw bad(":" + (number - open.size() + 1), "the quote of this line is not closed");
    }
  }

  /** Returns what lines say, and that of the probe; nothing if they have left a quote open. */
  private List<DotenvEntry> entries(List<String> open, int number) {
    List<String> probed = new ArrayList<>(open);
    probed.add(PROBE);
    DotenvReader reader =
        new DotenvReader("", "") {
          @Override
          public List<String> read() {
            return probed;
          }
        };
    try {
      return new DotenvParser(reader, true, true).parse();
    } catch (DotenvException e) {
      // Its message quotes the line, which may hold a secret.
      throw bad(":" + number, "this line is not NAME=value, a comment, or empty");
    }
  }

  private List<String> lines() {
    if (Files.notExists(file) || Files.isDirectory(file)) {
      throw bad("", Files.isDirectory(file) ? "it is a directory" : "no such file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw bad("", "it is larger than %,d bytes".formatted(LARGEST));
      }
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw bad("", "it cannot be read");
    }
  }

  private ConveyorException bad(String line, String what) {
    return new ConveyorException(
        Category.USAGE,
        "--env-file %s%s: %s".formatted(Controls.name(file.toString()), line, what));
  }
}
