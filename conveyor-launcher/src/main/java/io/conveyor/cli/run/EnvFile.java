package io.conveyor.cli.run;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.terminal.Controls;
import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A file of variables. A class of its own so that its reader is loaded only if it is used. */
final class EnvFile {

  private EnvFile() {}

  static Map<String, String> read(Path file) {
    Path whole = file.toAbsolutePath();
    if (!Files.isReadable(whole) || Files.isDirectory(whole)) {
      throw bad(file, Files.exists(whole) ? "cannot be read" : "no such file");
    }
    try {
      return Dotenv.configure()
          .directory(String.valueOf(whole.getParent()))
          .filename(String.valueOf(whole.getFileName()))
          .load()
          .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
          .stream()
          .collect(
              Collectors.toMap(
                  DotenvEntry::getKey, DotenvEntry::getValue, (first, second) -> second));
    } catch (DotenvException e) {
      // Its message quotes the line, which may hold a secret.
      throw bad(file, "has a line that is not NAME=value, a comment, or empty");
    }
  }

  private static ConveyorException bad(Path file, String what) {
    return new ConveyorException(
        Category.USAGE, "--env-file %s: %s".formatted(Controls.name(file.toString()), what));
  }
}
