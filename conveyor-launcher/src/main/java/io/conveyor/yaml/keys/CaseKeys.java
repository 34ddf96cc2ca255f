package io.conveyor.yaml.keys;

import static io.conveyor.yaml.keys.Keys.Shape.either;
import static io.conveyor.yaml.keys.Keys.Shape.list;
import static io.conveyor.yaml.keys.Keys.Shape.mapping;
import static io.conveyor.yaml.keys.Keys.Shape.whole;
import static io.conveyor.yaml.keys.Keys.Shape.word;

import io.conveyor.yaml.keys.Keys.Shape;
import io.conveyor.yaml.keys.Keys.Shape.Kind;

/** The keys of the cases that test a pipeline. */
public final class CaseKeys {

  private static final Shape TEXT = Shape.of(Kind.TEXT);
  private static final Shape BLOCKS = list(0, Shape.of(Kind.BLOCK));
  private static final Shape NUMBER = whole(0, Integer.MAX_VALUE);

  public static final Keys.Key FILE =
      Keys.Key.of("file", TEXT, "A file of blocks, relative to the file that names it.");

  public static final Keys.Key FORMAT =
      Keys.Key.of(
          "format",
          word("lines", "jsonl", "csv", "tsv"),
          "What is in the file; by default what its name ends in, else lines.");

  public static final Keys OF_FILE = Keys.of("a file of blocks", FILE.required(), FORMAT);

  public static final Keys.Key ANY_ORDER =
      Keys.Key.of(
          "any-order",
          either(BLOCKS, mapping(OF_FILE)),
          "What is to come, in whatever order: a list, or a file.");

  public static final Keys.Key PATTERNS =
      Keys.Key.of(
          "patterns",
          list(0, TEXT),
          "A regular expression for each, in order, that is found in it: in the text that it is,"
              + " or else in its JSON.");

  public static final Keys.Key COUNT =
      Keys.Key.of("count", NUMBER, "How many there are to be, whatever they are.");

  public static final Keys OF_EXPECTED =
      Keys.of("what is expected", FILE, FORMAT, ANY_ORDER, PATTERNS, COUNT);

  private static final Shape EXPECTED = either(BLOCKS, mapping(OF_EXPECTED));

  public static final Keys.Key NAME =
      Keys.Key.of("name", TEXT, "What the case is called in reports.").required();

  public static final Keys.Key STAGES =
      Keys.Key.of(
          "stages",
          TEXT,
          "Which of the stages are run: one, or a run of rows such as parse..store, by names or by"
              + " numbers of rows; by default all.");

  public static final Keys.Key INPUT =
      Keys.Key.of(
          "input",
          either(BLOCKS, mapping(OF_FILE)),
          "The blocks: a list, or a file; by default those of the pipeline, if all of it is run.");

  public static final Keys.Key EXPECT =
      Keys.Key.of(
          "expect", EXPECTED, "The results, in order: a list, or a file; or what they are like.");

  public static final Keys.Key PRINTS =
      Keys.Key.of("prints", EXPECTED, "Likewise, the lines that jobs print to standard output.");

  public static final Keys.Key STAGE =
      Keys.Key.of("stage", TEXT, "The name of the stage where it failed.");

  public static final Keys.Key MESSAGE =
      Keys.Key.of("message", TEXT, "A text that its message has in it.");

  public static final Keys.Key PATTERN =
      Keys.Key.of("pattern", TEXT, "A regular expression that is found in its message.");

  public static final Keys OF_FAILURE = Keys.of("a failure", STAGE, MESSAGE, PATTERN);

  public static final Keys.Key FAILS =
      Keys.Key.of(
          "fails",
          either(TEXT, mapping(OF_FAILURE)),
          "That the run is to fail: a text that the message has in it, or a mapping.");

  public static final Keys.Key BLOCK =
      Keys.Key.of("block", Shape.of(Kind.BLOCK), "The block that could not be done.");

  public static final Keys OF_DEAD_LETTER =
      Keys.of("a dead letter", STAGE, BLOCK, MESSAGE, PATTERN);

  public static final Keys.Key DEAD_LETTERS =
      Keys.Key.of(
              "dead-letters",
              either(NUMBER, list(0, mapping(OF_DEAD_LETTER))),
              "The blocks that become dead letters: how many, or a list in any order.")
          .otherwise(0);

  public static final Keys.Key SKIPPED =
      Keys.Key.of("skipped", NUMBER, "How many blocks are skipped.").otherwise(0);

  public static final Keys.Key ENGINE =
      Keys.Key.of(
          "engine",
          TEXT,
          "The engine it is run on; by default sequential and processes, where they can run it.");

  public static final Keys.Key TIMEOUT =
      Keys.Key.of(
          "timeout",
          Shape.of(Kind.TIME),
          "The longest that it may take on an engine, from its start to its end; by default what"
              + " --timeout says, or 60s. 100 ms to a day.");

  public static final Keys OF_CASE =
      Keys.of(
          "a case",
          NAME,
          STAGES,
          INPUT,
          EXPECT,
          PRINTS,
          FAILS,
          DEAD_LETTERS,
          SKIPPED,
          ENGINE,
          TIMEOUT);

  public static final Keys.Key TESTS =
      Keys.Key.of(
          "tests", list(0, mapping(OF_CASE)), "Cases for 'conveyor test', which a run ignores.");

  /** Of a file beside that of the pipeline. */
  public static final Keys OF_TESTS = Keys.of("a file of cases", TESTS.required());

  private CaseKeys() {}
}
