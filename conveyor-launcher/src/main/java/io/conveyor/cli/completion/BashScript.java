package io.conveyor.cli.completion;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The script for bash: its functions, and tables of words as cases. */
final class BashScript {

  private BashScript() {}

  static String of(CommandWords whole) {
    return Template.with(
        "conveyor.bash",
        """
        # Sets 'commands' and 'options' to those of a command.
        _conveyor_has() {
          commands= options=
          case $1 in
        %s  esac
        }

        # Sets 'takes' to what an option of a command takes, or its parameter at a position.
        _conveyor_takes() {
          takes=
          case "$1 $2" in
        %s  esac
        }
        """
            .formatted(
                lines(whole.all().map(BashScript::has)),
                lines(whole.all().flatMap(BashScript::takes))));
  }

  private static String lines(Stream<String> lines) {
    return lines.map(line -> "    " + line + "\n").collect(Collectors.joining());
  }

  private static String has(CommandWords command) {
    return "'%s') commands='%s' options='%s' ;;"
        .formatted(
            command.path(),
            command.commands().stream().map(CommandWords::name).collect(Collectors.joining(" ")),
            command.options().stream()
                .flatMap(option -> option.names().stream())
                .collect(Collectors.joining(" ")));
  }

  private static Stream<String> takes(CommandWords command) {
    Stream<String> options =
        command.options().stream()
            .filter(option -> option.takes().isValue())
            .map(option -> takes(patterns(command, option.names()), option.takes()));
    Stream<String> parameters =
        command.parameters().stream()
            .map(parameter -> takes(pattern(command, parameter), parameter.takes()));
    return Stream.concat(options, parameters);
  }

  private static String patterns(CommandWords command, List<String> names) {
    return names.stream()
        .map(name -> "'%s %s'".formatted(command.path(), name))
        .collect(Collectors.joining("|"));
  }

  /** What is no option is a position, of which the first that fits counts. */
  private static String pattern(CommandWords command, ParameterWords parameter) {
    return parameter.isRepeated()
        ? "'%s '[!-]*".formatted(command.path())
        : "'%s %d'".formatted(command.path(), parameter.first());
  }

  private static String takes(String pattern, Takes takes) {
    String kind = takes.kind().name().toLowerCase(Locale.ROOT);
    return "%s) takes='%s' ;;"
        .formatted(
            pattern,
            String.join(" ", Stream.concat(Stream.of(kind), takes.words().stream()).toList()));
  }
}
