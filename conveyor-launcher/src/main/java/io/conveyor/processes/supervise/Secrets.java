package io.conveyor.processes.supervise;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands as they may be shown and kept: values of arguments that are secrets by name are not. */
final class Secrets {

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)([^=]*(?:password|passwd|passphrase|secret|token|credential|api[-_.]?key"
              + "|access[-_.]?key|private[-_.]?key)[^=]*=).*",
          Pattern.DOTALL);

  private Secrets() {}

  /** Returns a command in one line, with secrets masked. */
  static String masked(List<String> command) {
    return command.stream()
        .map(word -> SECRET.matcher(word).replaceFirst("$1***"))
        .collect(Collectors.joining(" "));
  }
}
