package io.conveyor.cli.completion;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The script for fish: its functions, and a line for each word that can be typed. */
final class FishScript {

  private FishScript() {}

  static String of(CommandWords whole) {
    String lines =
        whole
            .all()
            .flatMap(FishScript::lines)
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    return Template.with(
        "conveyor.fish",
        """
        set -g __conveyor_commands %s
        set -g __conveyor_options %s

        complete -c conveyor -f
        %s"""
            .formatted(
                quoted(whole.all().skip(1).map(CommandWords::path)),
                quoted(whole.all().flatMap(FishScript::valued)),
                lines));
  }

  /** Returns the options of a command that have values. */
  private static Stream<String> valued(CommandWords command) {
    return command.options().stream()
        .filter(option -> option.takes().isValue())
        .flatMap(option -> option.names().stream())
        .map(name -> command.path() + " " + name);
  }

  private static Stream<String> lines(CommandWords command) {
    Stream<String> commands =
        command.commands().stream()
            .map(
                below ->
                    at(command, " 1 1")
                        + " -a %s -d %s".formatted(below.name(), quoted(below.description())));
    Stream<String> options =
        command.options().stream().map(option -> at(command, "") + option(option));
    Stream<String> parameters =
        command.parameters().stream()
            .map(parameter -> at(command, positions(parameter)) + value(parameter.takes()));
    return Stream.of(commands, options, parameters).flatMap(lines -> lines);
  }

  private static String at(CommandWords command, String positions) {
    return "complete -c conveyor -n %s"
        .formatted(quoted("__conveyor_at \"%s\"%s".formatted(command.path(), positions)));
  }

  private static String positions(ParameterWords parameter) {
    int last = parameter.isRepeated() ? Integer.MAX_VALUE : parameter.first();
    return " %d %d".formatted(parameter.first(), last);
  }

  private static String option(OptionWords option) {
    String names =
        option.names().stream()
            .map(
                name ->
                    name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
            .collect(Collectors.joining());
    return names
        + required(option.takes())
        + value(option.takes())
        + " -d "
        + quoted(option.description());
  }

  /** Files are offered only where nothing else is: what follows would come on top of them. */
  private static String required(Takes takes) {
    if (!takes.isValue()) {
      return "";
    }
    return takes.isAnyFile() ? " -r" : " -x";
  }

  private static String value(Takes takes) {
    List<String> words = takes.words();
    return switch (takes.kind()) {
      case NOTHING, ANYTHING -> "";
      case WORDS -> " -a " + quoted(String.join(" ", words));
      case FILES ->
          takes.isAnyFile()
              ? " -F"
              : " -a '(__conveyor_files %s)'".formatted(String.join(" ", words));
      case DIRECTORIES -> " -a '(__conveyor_files)'";
      case ASKED -> " -a '(__conveyor_ask)'";
    };
  }

  private static String quoted(Stream<String> texts) {
    return texts.map(FishScript::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
