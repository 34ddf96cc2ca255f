package io.conveyor.cli;

import io.conveyor.spi.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in words. */
final class Misuse {

  private static final String SET = "--set";

  private Misuse() {}

  /** Returns what is wrong, and what may have been meant. */
  static String of(ParameterException e, String[] args) {
    String message = String.valueOf(e.getMessage());
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return message;
    }
    String set = withoutEquals(List.of(args));
    String first = unmatched.getUnmatched().get(0);
    CommandLine command = e.getCommandLine();
    if (!set.isEmpty()) {
      return set;
    }
    return command.getSubcommands().isEmpty() || first.startsWith("-")
        ? message
        : unknown(first, command);
  }

  private static String withoutEquals(List<String> args) {
    int set = args.indexOf(SET);
    while (set >= 0 && set + 2 < args.size()) {
      String path = args.get(set + 1);
      if (!path.contains("=")) {
        return "%s %s: '=' is missing; did you mean %s %s=%s?"
            .formatted(SET, path, SET, path, args.get(set + 2));
      }
      int next = args.subList(set + 1, args.size()).indexOf(SET);
      set = next < 0 ? -1 : set + 1 + next;
    }
    return "";
  }

  private static String unknown(String name, CommandLine command) {
    List<String> names =
        command.getSubcommands().entrySet().stream()
            .filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden())
            .map(Map.Entry::getKey)
            .toList();
    String nearest = Nearest.to(name, names);
    boolean file = name.matches(".*\\.ya?ml") || Files.isRegularFile(Path.of(name));
    String meant = file ? "run " + name : nearest;
    return meant == null
        ? "there is no command '%s'; there are %s".formatted(name, String.join(", ", names))
        : "there is no command '%s'; did you mean '%s %s'?"
            .formatted(name, command.getCommandSpec().qualifiedName(), meant);
  }
}
