package io.conveyor.cli.man;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page of a command. */
final class ManPage {

  private static final String SECTION = "1";

  /** Who shows the page breaks its lines. */
  private static final int WIDE = 10_000;

  private final CommandSpec command;
  private final Roff roff = new Roff();

  private ManPage(CommandSpec command) {
    this.command = command;
  }

  /** Returns its text. */
  static String of(CommandSpec command, String version) {
    ManPage page = new ManPage(command);
    page.title(version);
    page.commands();
    page.parameters();
    page.options();
    page.notes();
    page.exitCodes();
    page.others();
    return page.roff.toString();
  }

  /** Returns what the page is called, which is also what the command is called in one word. */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  /** Returns the commands below a command, as far as they are for everyone to see. */
  static List<CommandSpec> below(CommandSpec command) {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(each -> !each.usageMessage().hidden())
        .toList();
  }

  private void title(String version) {
    String title = name(command).toUpperCase(Locale.ROOT);
    roff.macro("TH", title, SECTION, "", "Conveyor " + version, "Conveyor");
    roff.ragged();
    roff.macro("SH", "NAME");
    roff.raw(Roff.escaped(name(command)) + " \\- " + Roff.escaped(inShort()));
    roff.macro("SH", "SYNOPSIS");
    command.usageMessage().autoWidth(false).width(WIDE);
    Help help = new Help(command, Help.defaultColorScheme(Help.Ansi.OFF));
    String synopsis = help.synopsis(0).strip().replaceAll("\\s+", " ");
    String words = command.qualifiedName(" ");
    roff.raw(Roff.bold(words) + Roff.escaped(synopsis.substring(words.length())));
    roff.macro("SH", "DESCRIPTION");
    about().forEach(roff::line);
  }

  private String inShort() {
    return String.join(" ", about()).replaceFirst("(?s)[.:;](\\s.*)?$", "");
  }

  private List<String> about() {
    return Stream.of(command.usageMessage().header(), command.usageMessage().description())
        .flatMap(lines -> shown(lines).stream())
        .toList();
  }

  private void commands() {
    List<CommandSpec> all = below(command);
    if (!all.isEmpty()) {
      roff.macro("SH", "COMMANDS");
      for (CommandSpec each : all) {
        roff.item(Roff.bold(each.name()), List.of(new ManPage(each).inShort() + "."));
      }
    }
  }

  private void parameters() {
    if (!command.positionalParameters().isEmpty()) {
      roff.macro("SH", "ARGUMENTS");
      command
          .positionalParameters()
          .forEach(each -> roff.item(Roff.italic(each.paramLabel()), shown(each.description())));
    }
  }

  private void options() {
    List<OptionSpec> all =
        command.options().stream()
            .filter(option -> !option.hidden())
            .sorted(Comparator.comparing(OptionSpec::longestName))
            .toList();
    if (!all.isEmpty()) {
      roff.macro("SH", "OPTIONS");
      all.forEach(option -> roff.item(tag(option), shown(option.description())));
    }
  }

  private String tag(OptionSpec option) {
    String names =
        Stream.concat(
                Stream.of(option.names()),
                command.negatedOptionsMap().entrySet().stream()
                    .filter(negated -> negated.getValue().equals(option))
                    .map(Map.Entry::getKey))
            .map(Roff::bold)
            .collect(Collectors.joining(", "));
    return option.arity().max() == 0 ? names : names + "=" + Roff.italic(option.paramLabel());
  }

  private void notes() {
    String heading = "NOTES";
    String text = String.join("\n", shown(command.usageMessage().footer())).stripTrailing();
    for (String part : text.split("\n{2,}")) {
      boolean examples = part.matches("(?s)Examples?:\n.*");
      if (!part.isBlank()) {
        begin(examples ? "EXAMPLES" : heading);
        paragraph(part.lines().skip(examples ? 1 : 0).toList());
        heading = "";
      }
    }
  }

  private void begin(String heading) {
    if (heading.isEmpty()) {
      roff.macro("PP");
    } else {
      roff.macro("SH", heading);
    }
  }

  /** Indented lines are shown as they are. */
  private void paragraph(List<String> lines) {
    boolean literal = false;
    for (String line : lines) {
      if (line.startsWith("  ") != literal) {
        literal = !literal;
        roff.macro(literal ? "EX" : "EE");
      }
      roff.line(line);
    }
    if (literal) {
      roff.macro("EE");
    }
  }

  private void exitCodes() {
    Map<String, String> codes = command.usageMessage().exitCodeList();
    roff.macro("SH", "EXIT STATUS");
    if (codes.isEmpty()) {
      roff.raw("The exit codes are those that " + reference(command.root()) + " lists.");
    }
    codes.forEach((code, what) -> roff.item(Roff.bold(code), shown(what)));
  }

  private void others() {
    List<CommandSpec> all = new ArrayList<>(below(command));
    if (command.parent() != null) {
      all.add(0, command.parent());
    }
    if (!all.isEmpty()) {
      roff.macro("SH", "SEE ALSO");
      roff.raw(all.stream().map(ManPage::reference).collect(Collectors.joining(", ")));
    }
  }

  private static String reference(CommandSpec command) {
    return Roff.bold(name(command)) + "(" + SECTION + ")";
  }

  /** Returns lines as help shows them: in its texts, a per cent sign is escaped by another. */
  private static List<String> shown(String... lines) {
    return Stream.of(lines)
        .map(line -> line.replace("%n", "\n").replace("%%", "%"))
        .flatMap(line -> Stream.of(line.split("\n", -1)))
        .toList();
  }
}
