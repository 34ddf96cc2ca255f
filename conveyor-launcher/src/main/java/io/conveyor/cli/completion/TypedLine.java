package io.conveyor.cli.completion;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command line as far as it is typed; its last word is the one to be completed. */
final class TypedLine {

  private CommandWords command;
  private final List<String> parameters = new ArrayList<>();
  private @Nullable OptionWords option;

  private TypedLine(CommandWords whole) {
    this.command = whole;
  }

  /**
   * Reads a line.
   *
   * @param whole the words that there are
   * @param words what is typed behind the command's name
   */
  static TypedLine of(CommandWords whole, List<String> words) {
    TypedLine line = new TypedLine(whole);
    words.forEach(line::add);
    return line;
  }

  private void add(String word) {
    if (option != null) {
      option = null;
    } else if (word.startsWith("-") && word.length() > 1) {
      option = command.option(word).filter(known -> known.takes().isValue()).orElse(null);
    } else if (parameters.isEmpty() && command.command(word).isPresent()) {
      command = command.command(word).orElseThrow();
    } else {
      parameters.add(word);
    }
  }

  /** Returns the command that is typed. */
  CommandWords command() {
    return command;
  }

  /** Returns its parameters. */
  List<String> parameters() {
    return List.copyOf(parameters);
  }

  /** Returns the option whose value is to come, or null. */
  @Nullable OptionWords option() {
    return option;
  }
}
