package io.conveyor.cli.completion;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The script for zsh: a function for each command, that has {@code _arguments} do the rest. */
final class ZshScript {

  private ZshScript() {}

  static String of(CommandWords whole) {
    return Template.with(
        "conveyor.zsh", whole.all().map(ZshScript::function).collect(Collectors.joining("\n")));
  }

  private static String function(CommandWords command) {
    String rest = command.commands().isEmpty() ? "" : dispatch(command);
    return """
        %s() {
          local curcontext=$curcontext state line
          typeset -A opt_args
          _arguments -C -S%s
        %s}
        """
        .formatted(
            name(command),
            specs(command).map(spec -> " \\\n    " + spec).collect(Collectors.joining()),
            rest);
  }

  private static String name(CommandWords command) {
    return "_conveyor_" + command.path().replace(' ', '_');
  }

  private static String dispatch(CommandWords command) {
    String described =
        command.commands().stream()
            .map(below -> Template.quoted(below.name() + ":" + escaped(below.description())))
            .collect(Collectors.joining(" "));
    String cases =
        command.commands().stream()
            .map(below -> "        %s) %s ;;\n".formatted(below.name(), name(below)))
            .collect(Collectors.joining());
    return """
          local -a below
          case $state in
            command)
              below=(%s)
              _describe -t commands command below
              ;;
            word)
              case $line[1] in
        %s      esac
              ;;
          esac
        """
        .formatted(described, cases);
  }

  private static Stream<String> specs(CommandWords command) {
    return Stream.of(
            command.options().stream().flatMap(ZshScript::option),
            command.parameters().stream().map(ZshScript::parameter),
            command.commands().isEmpty()
                ? Stream.<String>of()
                : Stream.of("1:command:->command", "*::word:->word"))
        .flatMap(specs -> specs)
        .map(Template::quoted);
  }

  private static Stream<String> option(OptionWords option) {
    return option.names().stream()
        .map(
            name ->
                "%s%s[%s]%s"
                    .formatted(
                        others(option),
                        name + sign(name, option.takes()),
                        escaped(option.description()),
                        option.takes().isValue()
                            ? ":%s:%s".formatted(escaped(option.label()), action(option.takes()))
                            : ""));
  }

  /** An option excludes itself under its other names, too, unless it can be given again. */
  private static String others(OptionWords option) {
    return option.isRepeated() ? "*" : "(" + String.join(" ", option.names()) + ")";
  }

  /** Says that a value may stand in the same word. */
  private static String sign(String name, Takes takes) {
    if (!takes.isValue()) {
      return "";
    }
    return name.startsWith("--") ? "=" : "+";
  }

  private static String parameter(ParameterWords parameter) {
    String position = parameter.isRepeated() ? "*" : "" + parameter.first();
    return "%s:%s:%s".formatted(position, escaped(parameter.label()), action(parameter.takes()));
  }

  private static String action(Takes takes) {
    List<String> words = takes.words();
    return switch (takes.kind()) {
      case NOTHING, ANYTHING -> " ";
      case WORDS -> "(" + String.join(" ", words) + ")";
      case FILES ->
          takes.isAnyFile() ? "_files" : "_files -g \"*.(%s)\"".formatted(String.join("|", words));
      case DIRECTORIES -> "_files -/";
      case ASKED -> "_conveyor_ask";
    };
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\[\\]:\\\\])", "\\\\$1");
  }
}
