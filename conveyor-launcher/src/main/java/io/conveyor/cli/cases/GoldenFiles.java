package io.conveyor.cli.cases;

import io.conveyor.cli.formats.Format;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Here;
import io.conveyor.yaml.cases.Blocks;
import io.conveyor.yaml.cases.Expected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what is expected, in cases and in files; and records files of it, if it is asked to. */
final class GoldenFiles {

  private final Console console;
  private final boolean updating;
  private final Map<Path, String> used;
  private final List<Path> recorded = new ArrayList<>();

  /**
   * Creates the files of a case.
   *
   * @param updating whether to record what is not as expected
   * @param used files that must not be overwritten, with the words for each
   */
  GoldenFiles(Console console, boolean updating, Map<Path, String> used) {
    this.console = console;
    this.updating = updating;
    this.used = used;
  }

  /** Returns the files that were recorded. */
  List<Path> recorded() {
    return List.copyOf(recorded);
  }

  /** Returns what is expected; null if its file is not there. */
  @Nullable List<Cell> expected(Expected.Values values, Format otherwise) {
    if (values.blocks() instanceof Blocks.Given given) {
      return Cells.of(given.values(), otherwise);
    }
    Golden golden = golden((Blocks.InFile) values.blocks(), otherwise);
    return golden.exists() ? golden.cells(console) : null;
  }

  /** Returns as what blocks are compared. */
  Format format(Expected.Values values, Format otherwise) {
    return values.blocks() instanceof Blocks.InFile file
        ? golden(file, otherwise).format()
        : otherwise;
  }

  String missing(Expected.Values values, Format otherwise) {
    Golden golden = golden((Blocks.InFile) values.blocks(), otherwise);
    return "%s is not there; --update records it".formatted(Here.typed(golden.path()));
  }

  /** Records what came, if that is asked for and it is not what is expected. */
  boolean isToBeRecorded(Expected.Values values, List<?> came, Format otherwise) {
    if (!updating || !(values.blocks() instanceof Blocks.InFile file)) {
      return false;
    }
    Golden golden = golden(file, otherwise);
    if (golden.exists() && isMet(values, golden, Cells.of(came, golden.format()))) {
      return false;
    }
    golden.record(came, console, used);
    recorded.add(Here.typed(golden.path()));
    return true;
  }

  private boolean isMet(Expected.Values values, Golden golden, List<Cell> came) {
    List<Cell> expected = golden.cells(console);
    return (values.ordered()
            ? Comparison.inOrder(expected, came)
            : Comparison.inAnyOrder(expected, came))
        .isEmpty();
  }

  /** What is printed is text, whatever the file is called. */
  private static Golden golden(Blocks.InFile file, Format otherwise) {
    Format named = otherwise == Format.LINES ? Format.LINES : Format.named(file.path().toString());
    return new Golden(file.path(), format(file.format(), named));
  }

  /** Returns the format of a name, or else what the name of its file says; else lines. */
  static Format format(@Nullable String name, @Nullable Format named) {
    if (name != null) {
      return Format.valueOf(name.toUpperCase(Locale.ROOT));
    }
    return named == null ? Format.LINES : named;
  }
}
