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
import java.io.Writer;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
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
  private final Text written = new Text();
  private final CsvWriter csv;

  /** The columns, once there is a result that has some. */
  private @Nullable Set<String> columns;

  private boolean headed;

  /** Whether the columns are those of a result, and not of what is in the file already. */
  private boolean ofResult;

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

  /** As {@code StringWriter}, without a lock for each character. */
  private static final class Text extends Writer {

    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(int c) {
      text.append((char) c);
    }

    @Override
    public void write(char[] chars, int from, int count) {
      text.append(chars, from, count);
    }

    @Override
    public void write(String string, int from, int count) {
      text.append(string, from, from + count);
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }

  @Override
  public void write(Object block, LineBuffer line) {
    StringBuilder lines = written.text;
    lines.setLength(0);
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
    line.text(lines.substring(0, lines.length() - 1));
  }

  /** Returns the values of what has names for them; null if it has none. */
  private static @Nullable Map<String, ?> named(Object block) {
    if (block instanceof Map<?, ?> map) {
      Map<String, Object> named = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String key = String.valueOf(entry.getKey());
        if (named.containsKey(key)) {
          throw new ConveyorException(
              Category.RUN_FAILED, "a result has two keys that are written '%s'".formatted(key));
        }
        named.put(key, entry.getValue());
      }
      return named;
    }
    Class<?> type = block.getClass();
    return type.isRecord() ? Components.OF.get(type).values(block) : ofTree(block);
  }

  /** What JSON has no words for has none in a row either, and says why. */
  private static @Nullable Map<String, ?> ofTree(Object block) {
    if (!(Json.tree(block) instanceof JsonNode tree)) {
      Json.write(block);
      return null;
    }
    if (!tree.isObject()) {
      return null;
    }
    Map<String, JsonNode> named = new LinkedHashMap<>();
    tree.properties().forEach(entry -> named.put(entry.getKey(), entry.getValue()));
    return named;
  }

  /** The components of a class of records, which are its columns unless JSON has others of it. */
  private static final class Components {

    static final ClassValue<Components> OF =
        new ClassValue<>() {
          @Override
          protected Components computeValue(Class<?> type) {
            return new Components(type);
          }
        };

    /** Their text is that of their JSON. */
    private static final Set<Class<?>> PLAIN =
        Set.of(String.class, Integer.class, Long.class, Double.class, Boolean.class);

    private final Map<String, Method> accessors = new LinkedHashMap<>();
    private boolean compared;
    private boolean same = true;

    Components(Class<?> type) {
      for (RecordComponent component : type.getRecordComponents()) {
        Method accessor = component.getAccessor();
        same &= accessor.trySetAccessible();
        accessors.put(component.getName(), accessor);
      }
    }

    @Nullable Map<String, ?> values(Object block) {
      if (!compared) {
        Map<String, ?> tree = ofTree(block);
        same &= tree != null && List.copyOf(tree.keySet()).equals(List.copyOf(accessors.keySet()));
        compared = true;
        return tree;
      }
      return same ? ofAccessors(block) : ofTree(block);
    }

    private static @Nullable Object shown(Object value) {
      Object tree = Json.tree(value);
      return tree instanceof JsonNode node && node.isContainerNode() ? json(value) : tree;
    }

    private @Nullable Map<String, ?> ofAccessors(Object block) {
      Map<String, @Nullable Object> named = new LinkedHashMap<>();
      for (Map.Entry<String, Method> accessor : accessors.entrySet()) {
        Object value;
        try {
          value = accessor.getValue().invoke(block);
        } catch (ReflectiveOperationException e) {
          return ofTree(block); // Which says what a user's accessor has thrown.
        }
        Object shown = value == null || PLAIN.contains(value.getClass()) ? value : shown(value);
        if (shown == null && value != null) {
          return ofTree(block);
        }
        named.put(accessor.getKey(), shown);
      }
      return named;
    }
  }

  private void row(Map<String, ?> named) {
    Set<String> all = columns;
    if (all == null) {
      all = new LinkedHashSet<>(named.keySet());
      columns = all;
      ofResult = dialect.header();
    }
    if (!headed) {
      csv.writeRecord(all);
      headed = true;
    }
    if (!all.containsAll(named.keySet())) {
      throw surplus(named.keySet(), all);
    }
    List<@Nullable Object> values = new ArrayList<>();
    all.forEach(column -> values.add(named.get(column)));
    row(values);
  }

  private static ConveyorException surplus(Set<String> given, Set<String> columns) {
    return new ConveyorException(
        Category.RUN_FAILED,
        "a result has a column '%s', but the first one had only %s: give all results the same columns, or write them as jsonl"
            .formatted(
                given.stream().filter(name -> !columns.contains(name)).findFirst().orElse(""),
                columns));
  }

  private static String json(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }

  private void row(Collection<?> values) {
    requireRow(values.size());
    String[] texts = new String[values.size()];
    int count = 0;
    for (Object value : values) {
      texts[count++] = text(value);
    }
    if (texts.length == 1 && texts[0].isEmpty()) {
      // Else the line would be blank, and none of a row.
      written.text.append(dialect.quote()).append(dialect.quote()).append('\n');
    } else {
      csv.writeRecord(texts);
    }
  }

  /** What would be read as something else, or as nothing. */
  private void requireRow(int size) {
    Set<String> all = columns;
    if (size == 0) {
      throw new ConveyorException(
          Category.RUN_FAILED,
          "a result has no values, and so is no row: leave it out, or write results as jsonl");
    } else if (ofResult && all != null && size != all.size()) {
      throw new ConveyorException(
          Category.RUN_FAILED,
          "values in a result: %d, columns in the header: %d %s: give all results the same columns, or write them as jsonl"
              .formatted(size, all.size(), all));
    }
  }

  /** Values within values are JSON. */
  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    } else if (value instanceof JsonNode node) {
      return node.isBigDecimal()
          ? BlockText.of(node.decimalValue())
          : node.isValueNode() ? node.asText("") : node.toString();
    } else if (value instanceof Map || value instanceof Collection) {
      return json(value);
    }
    return BlockText.of(value);
  }
}
