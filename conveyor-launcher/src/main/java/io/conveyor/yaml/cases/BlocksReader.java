package io.conveyor.yaml.cases;

import io.conveyor.problem.ProblemKind;
import io.conveyor.yaml.keys.CaseKeys;
import io.conveyor.yaml.text.BadValueException;
import io.conveyor.yaml.text.Fields;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.Value;
import io.conveyor.yaml.text.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads blocks, and what is expected of them. What is wrong becomes a problem. */
final class BlocksReader {

  private static final String ONE_OF =
      "must have one of the keys file, any-order, patterns and count";

  private final Path file;
  private final Problems problems;

  /**
   * Creates a reader.
   *
   * @param file what paths are relative to
   * @param problems where problems go
   */
  BlocksReader(Path file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Returns the blocks of a list, or of a file that is there. */
  Blocks inputs(Value value) {
    return blocks(value, (path, from) -> path.existingFile(from));
  }

  private Blocks blocks(Value value, BiFunction<Value, Path, Path> find) {
    if (!(value.node() instanceof Yaml.Mapping mapping)) {
      return new Blocks.Given(value.list().stream().map(Value::block).toList());
    }
    Fields fields = new Fields(CaseKeys.OF_FILE, mapping, problems);
    Path[] path = {file};
    fields.require(CaseKeys.OF_FILE.first(), name -> path[0] = find.apply(name, file));
    Blocks blocks = new Blocks.InFile(path[0], format(fields));
    fields.rejectOthers();
    return blocks;
  }

  private static @Nullable String format(Fields fields) {
    @Nullable String[] format = {null};
    fields.with(CaseKeys.FORMAT, value -> format[0] = format(value));
    return format[0];
  }

  private static String format(Value value) {
    List<String> known = CaseKeys.FORMAT.shape().words();
    if (!known.contains(value.text())) {
      throw value.unknownValue("must be one of " + String.join(", ", known), known);
    }
    return value.text();
  }

  /** Returns what is expected; a file of it need not be there yet. */
  Expected expected(Value value) {
    if (!(value.node() instanceof Yaml.Mapping mapping)) {
      return new Expected.Values(blocks(value, Value::path), true);
    }
    Fields fields = new Fields(CaseKeys.OF_EXPECTED, mapping, problems);
    List<Expected> all = new ArrayList<>();
    fields.with(CaseKeys.FILE, path -> all.add(inFile(path, fields)));
    fields.with(
        CaseKeys.ANY_ORDER,
        blocks -> all.add(new Expected.Values(blocks(blocks, Value::path), false)));
    fields.with(CaseKeys.PATTERNS, patterns -> all.add(patterns(patterns)));
    fields.with(CaseKeys.COUNT, count -> all.add(new Expected.Count(count(count))));
    fields.rejectOthers();
    requireOne(fields, value);
    return all.isEmpty() ? new Expected.Count(0) : all.get(0);
  }

  private Expected inFile(Value path, Fields fields) {
    return new Expected.Values(new Blocks.InFile(path.path(file), format(fields)), true);
  }

  private static Expected patterns(Value value) {
    return new Expected.Patterns(value.list().stream().map(BlocksReader::pattern).toList());
  }

  /** Returns a regular expression. */
  static Pattern pattern(Value value) {
    try {
      return Pattern.compile(value.text());
    } catch (PatternSyntaxException e) {
      throw value.problem(
          ProblemKind.OUT_OF_RANGE,
          "not a regular expression: %s, at its character %d"
              .formatted(e.getDescription(), e.getIndex() + 1));
    }
  }

  /** Returns a number of blocks. */
  static int count(Value value) {
    int count = value.integer();
    if (count < 0) {
      throw value.problem(ProblemKind.OUT_OF_RANGE, "must not be negative, but is " + count);
    }
    return count;
  }

  private static void requireOne(Fields fields, Value value) {
    long ways =
        Stream.of(CaseKeys.FILE, CaseKeys.ANY_ORDER, CaseKeys.PATTERNS, CaseKeys.COUNT)
            .filter(key -> fields.has(key.name()))
            .count();
    if (ways != 1) {
      throw new BadValueException(
          value.node().place(),
          ways == 0 ? ProblemKind.MISSING_KEY : ProblemKind.SETTINGS_CLASH,
          value.key() + ": " + ONE_OF);
    } else if (fields.has(CaseKeys.FORMAT.name()) && !fields.has(CaseKeys.FILE.name())) {
      throw new BadValueException(
          Objects.requireNonNull(fields.placeOf(CaseKeys.FORMAT.name())),
          ProblemKind.MISPLACED_KEY,
          "format: stands beside 'file'");
    }
  }
}
