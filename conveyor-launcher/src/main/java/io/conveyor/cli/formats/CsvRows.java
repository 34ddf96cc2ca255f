package io.conveyor.cli.formats;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.stage.convert.BlockText;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Results as rows of values. Mappings, records and other objects have columns, which the first one
 * names; the header comes before it. Lists have values only, and anything else is one.
 */
final class CsvRows implements Rows {

  private final CsvDialect dialect;
  private final StringWriter written = new StringWriter();
  private final CsvWriter csv;

  /** The columns, once there is a result that has some. */
  private @Nullable Set<String> columns;

  private boolean headed;

  CsvRows(CsvDialect dialect) {
    this.dialect = dialect;
    this.headed = !dialect.header();
    this.csv =
        CsvWriter.builder()
            .fieldSeparator(dialect.separator())
            .quoteCharacter(dialect.quote())
            .lineDelimiter(LineDelimiter.LF)
            .bufferSize(0)
            .build(written);
  }

  @Override
  public void resumeBehind(@Nullable InputStream before) throws IOException {
    if (before != null && dialect.header()) {
      List<String> row = firstRow(before);
      columns = row == null ? null : new LinkedHashSet<>(row);
    }
    headed = true;
  }

  private @Nullable List<String> firstRow(InputStream before) throws IOException {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(dialect.separator())
            .quoteCharacter(dialect.quote())
            .ofCsvRecord(before)) {
      return reader.stream().findFirst().map(CsvRecord::getFields).orElse(null);
    }
  }

  @Override
  public void write(Object block, LineBuffer line) {
    written.getBuffer().setLength(0);
    if (block instanceof Collection<?> list) {
      row(list);
    } else if (block instanceof Object[] array) {
      row(Arrays.asList(array));
    } else if (block instanceof Map.Entry<?, ?> entry) {
      row(Arrays.asList(entry.getKey(), entry.getValue()));
    } else {
      Map<String, ?> named = named(block);
      if (named == null) {
        row(List.of(block));
      } else {
        row(named);
      }
    }
    StringBuffer lines = written.getBuffer();
    line.text(lines.substring(0, lines.length() - 1));
  }

  /** Returns the values of what has names for them; null if it has none. */
  private static @Nullable Map<String, ?> named(Object block) {
    if (block instanceof Map<?, ?> map) {
      Map<String, Object> named = new LinkedHashMap<>();
      map.forEach((key, value) -> named.put(String.valueOf(key), value));
      return named;
    }
    if (!(Json.tree(block) instanceof JsonNode tree) || !tree.isObject()) {
      return null;
    }
    Map<String, JsonNode> named = new LinkedHashMap<>();
    tree.properties().forEach(entry -> named.put(entry.getKey(), entry.getValue()));
    return named;
  }

  private void row(Map<String, ?> named) {
    Set<String> all = columns;
    if (all == null) {
      all = new LinkedHashSet<>(named.keySet());
      columns = all;
    }
    if (!headed) {
      csv.writeRecord(all);
      headed = true;
    }
    for (String name : named.keySet()) {
      if (!all.contains(name)) {
        throw new ConveyorException(
            Category.RUN_FAILED,
            "a result has a column '%s', but the first one had only %s: give all results the same columns, or write them as jsonl"
                .formatted(name, all));
      }
    }
    List<@Nullable Object> values = new ArrayList<>();
    all.forEach(column -> values.add(named.get(column)));
    row(values);
  }

  private void row(Collection<?> values) {
    csv.writeRecord(values.stream().map(CsvRows::text).toList());
  }

  /** Values within values are JSON. */
  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    } else if (value instanceof JsonNode node) {
      return node.isValueNode() ? node.asText("") : node.toString();
    } else if (value instanceof Map || value instanceof Collection) {
      return new String(Json.write(value), StandardCharsets.UTF_8);
    }
    return BlockText.of(value);
  }
}
