package io.conveyor.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command, with all that can be typed behind it.
 *
 * @param path the words that it consists of, without that of the whole; empty for the whole
 * @param description what it does, in a sentence
 * @param commands its subcommands
 * @param options its options
 * @param parameters its parameters
 */
record CommandWords(
    String path,
    String description,
    List<CommandWords> commands,
    List<OptionWords> options,
    List<ParameterWords> parameters) {

  /** Returns the words of the whole command, as far as they are for everyone to see. */
  static CommandWords of(CommandLine whole) {
    return of(whole.getCommandSpec(), "", List.of());
  }

  private static CommandWords of(CommandSpec spec, String path, List<String> siblings) {
    List<CommandSpec> shown =
        spec.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(command -> !command.usageMessage().hidden())
            .toList();
    List<String> names = shown.stream().map(CommandSpec::name).toList();
    return new CommandWords(
        path,
        Sentence.firstOf(about(spec)),
        shown.stream().map(below -> of(below, (path + " " + below.name()).strip(), names)).toList(),
        spec.options().stream()
            .filter(option -> !option.hidden())
            .map(option -> OptionWords.of(option, names(spec, option)))
            .toList(),
        spec.positionalParameters().stream()
            .flatMap(parameter -> ParameterWords.of(parameter, siblings))
            .toList());
  }

  /** Returns what a command's list of subcommands says of this one. */
  private static String[] about(CommandSpec spec) {
    String[] header = spec.usageMessage().header();
    return header.length > 0 ? header : spec.usageMessage().description();
  }

  private static List<String> names(CommandSpec spec, OptionSpec option) {
    List<String> names = new ArrayList<>(List.of(option.names()));
    spec.negatedOptionsMap().entrySet().stream()
        .filter(negated -> negated.getValue().equals(option))
        .map(Map.Entry::getKey)
        .forEach(names::add);
    return names;
  }

  /** Returns this command's own word. */
  String name() {
    return path.substring(path.lastIndexOf(' ') + 1);
  }

  /** Returns this command, and all below it. */
  Stream<CommandWords> all() {
    return Stream.concat(Stream.of(this), commands.stream().flatMap(CommandWords::all));
  }

  Optional<CommandWords> command(String name) {
    return commands.stream().filter(command -> command.name().equals(name)).findFirst();
  }

  Optional<OptionWords> option(String name) {
    return options.stream().filter(option -> option.names().contains(name)).findFirst();
  }

  /** Returns the parameter at a position, counted from 1. */
  Optional<ParameterWords> parameter(int position) {
    return parameters.stream()
        .filter(
            parameter ->
                parameter.isRepeated()
                    ? parameter.first() <= position
                    : parameter.first() == position)
        .findFirst();
  }
}
