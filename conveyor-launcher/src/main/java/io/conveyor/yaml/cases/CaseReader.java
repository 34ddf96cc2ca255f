package io.conveyor.yaml.cases;

import io.conveyor.Pipeline;
import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.spi.Engines;
import io.conveyor.yaml.keys.CaseKeys;
import io.conveyor.yaml.keys.Keys;
import io.conveyor.yaml.text.BadValueException;
import io.conveyor.yaml.text.Fields;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.Suggestions;
import io.conveyor.yaml.text.Value;
import io.conveyor.yaml.text.Yaml;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one case. What is wrong becomes a problem, and reading continues. */
final class CaseReader {

  private static final List<Keys.Key> EXPECTATIONS =
      List.of(
          CaseKeys.EXPECT,
          CaseKeys.PRINTS,
          CaseKeys.FAILS,
          CaseKeys.DEAD_LETTERS,
          CaseKeys.SKIPPED);

  private final Value value;
  private final Fields fields;
  private final Pipeline whole;
  private final Problems problems;
  private final BlocksReader blocks;
  private Pipeline tested;

  /**
   * Creates a reader.
   *
   * @param value the case
   * @param file what paths are relative to
   * @param whole the pipeline
   * @param problems where problems go
   * @throws BadValueException if it is no mapping
   */
  CaseReader(Value value, Path file, Pipeline whole, Problems problems) {
    if (!(value.node() instanceof Yaml.Mapping mapping)) {
      throw value.wrongType("a case must be a mapping");
    }
    this.value = value;
    this.fields = new Fields(CaseKeys.OF_CASE, mapping, problems);
    this.whole = whole;
    this.tested = whole;
    this.problems = problems;
    this.blocks = new BlocksReader(file, problems);
  }

  /**
   * Reads it.
   *
   * @param hasInputs whether the pipeline has inputs of its own
   */
  Case read(boolean hasInputs) {
    fields.require(CaseKeys.NAME, Value::text);
    Case.Part part = with(CaseKeys.STAGES, this::part);
    Case read =
        new Case(
            name(),
            value.node().place(),
            part,
            with(CaseKeys.INPUT, this::input),
            with(CaseKeys.EXPECT, blocks::expected),
            with(CaseKeys.PRINTS, blocks::expected),
            with(CaseKeys.FAILS, this::fault),
            or(with(CaseKeys.DEAD_LETTERS, this::letters), new Letters(0, List.of())),
            or(with(CaseKeys.SKIPPED, BlocksReader::count), 0),
            with(CaseKeys.ENGINE, CaseReader::engine),
            with(CaseKeys.TIMEOUT, CaseReader::timeout));
    fields.rejectOthers();
    requireInputs(hasInputs);
    requireExpectations();
    return read;
  }

  private <T> @Nullable T with(Keys.Key key, Function<Value, T> read) {
    List<T> found = new ArrayList<>();
    fields.with(key, given -> found.add(read.apply(given)));
    return found.isEmpty() ? null : found.get(0);
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }

  /** What is wrong with it has been said. */
  private String name() {
    return value.entries().stream()
        .filter(entry -> entry.key().equals(CaseKeys.NAME.name()))
        .map(entry -> entry.node() instanceof Yaml.Scalar scalar ? scalar.text() : "")
        .findFirst()
        .orElse("");
  }

  private Case.Part part(Value stages) {
    String[] ends = stages.text().strip().split("\\.\\.", 2);
    Case.Part part = new Case.Part(ends[0].strip(), ends[ends.length - 1].strip());
    tested = whole.part(part.first(), part.last());
    return part;
  }

  private Blocks input(Value input) {
    if (tested.isProducing()) {
      throw input.problem(
          ProblemKind.INPUTS_DO_NOT_FIT,
          "what is tested begins with a producer, which takes no inputs");
    }
    return blocks.inputs(input);
  }

  private void requireInputs(boolean hasInputs) {
    boolean given = fields.has(CaseKeys.INPUT.name());
    boolean own = hasInputs && !fields.has(CaseKeys.STAGES.name());
    if (!given && !own && !tested.isProducing()) {
      miss("'input'");
    }
  }

  private void requireExpectations() {
    if (EXPECTATIONS.stream().noneMatch(key -> fields.has(key.name()))) {
      miss("one of " + String.join(", ", EXPECTATIONS.stream().map(Keys.Key::name).toList()));
    }
    EXPECTATIONS.stream()
        .filter(key -> !key.equals(CaseKeys.FAILS) && fields.has(CaseKeys.FAILS.name()))
        .filter(key -> fields.has(key.name()))
        .forEach(this::clash);
  }

  private void clash(Keys.Key key) {
    problems.add(
        fields.placeOf(key.name()),
        ProblemKind.SETTINGS_CLASH,
        key.name() + ": how much is done before a failure is not known; leave it out, or 'fails'");
  }

  private void miss(String what) {
    problems.add(
        value.node().place(),
        ProblemKind.MISSING_KEY,
        "%s needs %s".formatted(CaseKeys.OF_CASE.what(), what));
  }

  private Fault fault(Value fault) {
    if (!(fault.node() instanceof Yaml.Mapping mapping)) {
      return new Fault(null, fault.text(), null);
    }
    Fields of = new Fields(CaseKeys.OF_FAILURE, mapping, problems);
    Fault read = fault(of);
    of.rejectOthers();
    return read;
  }

  private Fault fault(Fields of) {
    @Nullable String[] texts = {null, null};
    @Nullable Pattern[] pattern = {null};
    of.with(CaseKeys.STAGE, stage -> texts[0] = stage(stage));
    of.with(CaseKeys.MESSAGE, message -> texts[1] = message.text());
    of.with(CaseKeys.PATTERN, regex -> pattern[0] = BlocksReader.pattern(regex));
    return new Fault(texts[0], texts[1], pattern[0]);
  }

  private String stage(Value stage) {
    List<String> known = tested.topology().processors();
    if (!known.contains(stage.text())) {
      String all = "there are " + String.join(", ", known);
      throw new BadValueException(
          stage.node().place(),
          new Problem(
              ProblemKind.UNKNOWN_VALUE,
              "%s: no stage '%s'".formatted(stage.key(), stage.text()),
              Suggestions.nearestOr(all, stage.text(), known)));
    }
    return stage.text();
  }

  private Letters letters(Value letters) {
    if (letters.node() instanceof Yaml.Scalar) {
      return new Letters(BlocksReader.count(letters), List.of());
    }
    List<Letters.Letter> each = letters.list().stream().map(this::letter).toList();
    return new Letters(each.size(), each);
  }

  private Letters.Letter letter(Value letter) {
    if (!(letter.node() instanceof Yaml.Mapping mapping)) {
      throw letter.wrongType("a dead letter must be a mapping");
    }
    Fields of = new Fields(CaseKeys.OF_DEAD_LETTER, mapping, problems);
    @Nullable Object[] block = {null};
    of.with(CaseKeys.BLOCK, given -> block[0] = given.block());
    Letters.Letter read = new Letters.Letter(block[0], fault(of));
    of.rejectOthers();
    return read;
  }

  private static Duration timeout(Value timeout) {
    Duration longest = timeout.duration();
    if (!Case.isTimeout(longest)) {
      throw timeout.problem(ProblemKind.OUT_OF_RANGE, "must be from 100 ms to a day");
    }
    return longest;
  }

  private static String engine(Value engine) {
    Engines.find(engine.text());
    return engine.text();
  }
}
