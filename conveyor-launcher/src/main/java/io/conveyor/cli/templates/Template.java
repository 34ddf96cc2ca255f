package io.conveyor.cli.templates;

import io.conveyor.cli.formats.Format;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** What there is to begin with. Its files are resources beside this class. */
enum Template {
  LINES("maps and filters lines of text", "txt", ""),
  RECORDS(
      "makes other records of rows of CSV, and writes JSON",
      "csv",
      " --input-format csv --output-format jsonl"),
  WORDS("counts words, with state that is kept from block to block", "txt", ""),
  CRASH("keeps what crashes a stage as dead letters", "txt", "");

  /** Reads the name of a template. */
  static final class Converter implements ITypeConverter<Template> {
    @Override
    public Template convert(String text) {
      return Format.choice(text, values());
    }
  }

  private final String what;
  private final String ending;
  private final String options;

  Template(String what, String ending, String options) {
    this.what = what;
    this.ending = ending;
    this.options = options;
  }

  /** Returns its name as people write it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what it does, in words. */
  String what() {
    return what;
  }

  /** Returns the options that its inputs need, each with a blank before it. */
  String options() {
    return options;
  }

  /** Returns the names of its files. */
  List<String> files() {
    String type = name().charAt(0) + word().substring(1);
    return List.of(pipeline(), type + ".java", inputs(), word() + ".tests.yaml");
  }

  /** Returns the name of its pipeline file. */
  String pipeline() {
    return word() + ".yaml";
  }

  /** Returns the name of the file of its inputs. */
  String inputs() {
    return word() + "." + ending;
  }
}
