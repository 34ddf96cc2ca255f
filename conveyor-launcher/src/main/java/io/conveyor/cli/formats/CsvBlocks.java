package io.conveyor.cli.formats;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.files.Counted;
import io.conveyor.stage.convert.Row;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a block of each row: a mapping from the header's names to texts, or without a header a list
 * of texts.
 */
final class CsvBlocks extends SourceBlocks {

  private static final int LEAST_BUFFER = 64 << 10;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Source source;
  private final CsvDialect dialect;
  private final Counted in;
  private @Nullable Iterator<CsvRecord> rows;
  private volatile @Nullable List<String> header;
  private long line;
  private volatile boolean closed;

  CsvBlocks(Source source, CsvDialect dialect) {
    super(source);
    this.source = source;
    this.dialect = dialect;
    this.in = new Counted(source.open().get());
  }

  @Override
  @Nullable Object read() {
    try {
      CsvRecord row = nextRow();
      List<String> names = header;
      if (row != null && dialect.header() && names == null) {
        names = header(row);
        header = names;
        row = nextRow();
      }
      if (row == null) {
        return null;
      }
      return names == null ? new ArrayList<>(row.getFields()) : named(row, names);
    } catch (CsvParseException e) {
      throw bad(line + 1, "not CSV: " + reason(e), e);
    } catch (UncheckedIOException e) {
      return endOrThrow(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      return endOrThrow(e);
    }
  }

  /** Ends if the stream was closed, or this thread interrupted: no more of it is wanted. */
  private @Nullable Object endOrThrow(IOException e) {
    if (!closed && !(e instanceof ClosedChannelException)) {
      throw unreadable(e);
    }
    closed = true;
    return null;
  }

  /** A row of which the rest was not waited for is not the row that was written. */
  private @Nullable CsvRecord nextRow() throws IOException {
    Iterator<CsvRecord> all = rows;
    if (all == null) {
      all = open();
      rows = all;
    }
    CsvRecord row = !closed && all.hasNext() ? all.next() : null;
    if (row != null) {
      line = row.getStartingLineNumber();
    }
    return closed ? null : row;
  }

  private Iterator<CsvRecord> open() throws IOException {
    Reader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    PushbackReader marked = new PushbackReader(text, 1);
    int first = marked.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      marked.unread(first);
    }
    return CsvReader.builder()
        .fieldSeparator(dialect.separator())
        .quoteCharacter(dialect.quote())
        // With a header, its columns are counted below.
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .maxBufferSize(Math.max(LEAST_BUFFER, source.longest()))
        .ofCsvRecord(marked)
        .iterator();
  }

  private List<String> header(CsvRecord row) {
    Set<String> names = new HashSet<>();
    for (String name : row.getFields()) {
      if (!names.add(name)) {
        throw bad(
            row.getStartingLineNumber(),
            "the header has two columns '%s'".formatted(name),
            new IllegalArgumentException(name));
      }
    }
    return List.copyOf(row.getFields());
  }

  private Map<String, Object> named(CsvRecord row, List<String> names) {
    if (row.getFieldCount() != names.size()) {
      throw bad(
          row.getStartingLineNumber(),
          "values in this row: %d, columns in the header: %d"
              .formatted(row.getFieldCount(), names.size()),
          new IllegalArgumentException(row.toString()));
    }
    Map<String, Object> block = new Row();
    for (int i = 0; i < names.size(); i++) {
      block.put(names.get(i), row.getField(i));
    }
    return block;
  }

  private static String reason(CsvParseException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  private ConveyorException unreadable(IOException e) {
    return e instanceof CharacterCodingException
        ? bad(line + 1, "not UTF-8 in this row or soon behind it", e)
        : new ConveyorException(
            Category.RUN_FAILED,
            "%s cannot be read%s: %s"
                .formatted(source.name(), line == 0 ? "" : " after line " + line, Reasons.of(e)),
            e);
  }

  private ConveyorException bad(long at, String problem, Exception cause) {
    return new ConveyorException(
        Category.RUN_FAILED, "%s:%d: %s".formatted(source.name(), at, problem), cause);
  }

  @Override
  public String hint() {
    List<String> names = header;
    return names == null || names.size() > 1 ? "" : dialect.hint(names.get(0));
  }

  @Override
  long line() {
    return line;
  }

  @Override
  long consumed() {
    return in.count();
  }

  @Override
  public void close() {
    closed = true;
    Reasons.close(source.name(), in);
  }
}
