package io.conveyor.cli.formats;

import io.conveyor.spi.Nearest;
import io.conveyor.stage.convert.BlockText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How blocks are written as text. */
public enum Format {
  /**
   * A block is a line of text, without its line end; any block is written as {@link BlockText} has
   * it.
   */
  LINES {
    @Override
    public InputBlocks read(Source source, CsvDialect dialect) {
      return new ParsedLines(source, LineReader::text);
    }

    @Override
    public Rows rows(CsvDialect dialect) {
      return (block, line) -> line.text(BlockText.of(block));
    }
  },

  /** A block is a JSON value on a line of its own; empty lines mean nothing. */
  JSONL {
    @Override
    public InputBlocks read(Source source, CsvDialect dialect) {
      return new ParsedLines(source, Json::parse);
    }

    @Override
    public Rows rows(CsvDialect dialect) {
      return Json::write;
    }
  },

  /** A block is a row of values, after RFC 4180; empty lines mean nothing. */
  CSV {
    @Override
    public InputBlocks read(Source source, CsvDialect dialect) {
      return new CsvBlocks(source, dialect);
    }

    @Override
    public Rows rows(CsvDialect dialect) {
      return new CsvRows(dialect);
    }
  },

  /** As {@link #CSV}, with tabs between the values. */
  TSV {
    @Override
    public InputBlocks read(Source source, CsvDialect dialect) {
      return new CsvBlocks(source, dialect.separatedBy('\t'));
    }

    @Override
    public Rows rows(CsvDialect dialect) {
      return new CsvRows(dialect.separatedBy('\t'));
    }
  };

  /** Returns what the end of a file's name says is in it, or null if it says nothing. */
  public static @Nullable Format named(String file) {
    String name = file.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
    return switch (name.substring(Math.max(0, name.lastIndexOf('.')))) {
      case ".csv" -> CSV;
      case ".tsv", ".tab" -> TSV;
      case ".json", ".jsonl", ".ndjson" -> JSONL;
      default -> null;
    };
  }

  /** Returns how people write it. */
  public static String written(@Nullable Format format) {
    return lowerCase(String.valueOf(format));
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Reads the name of a format, as people write it. */
  public static final class Converter implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      return choice(text, values());
    }
  }

  /**
   * Returns the one of several choices that people write so.
   *
   * @throws TypeConversionException if there is none, with all of them and the nearest
   */
  public static <E extends Enum<E>> E choice(String text, E[] choices) {
    return Stream.of(choices)
        .filter(choice -> lowerCase(choice.name()).equals(lowerCase(text)))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException(unknown(text, choices)));
  }

  private static String unknown(String text, Enum<?>[] choices) {
    List<String> known = Stream.of(choices).map(choice -> lowerCase(choice.name())).toList();
    String nearest = Nearest.to(text, known);
    return "'%s' is none of %s%s"
        .formatted(
            text,
            String.join(", ", known),
            nearest == null ? "" : "; did you mean '" + nearest + "'?");
  }

  /** Opens a source, and makes blocks of what is in it. */
  public abstract InputBlocks read(Source source, CsvDialect dialect);

  /** Returns what writes results; for one output. */
  public abstract Rows rows(CsvDialect dialect);
}
