package io.conveyor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  private static final Path EXAMPLES = Path.of("..", "examples");

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String plusOne = "";

  @BeforeEach
  void findExample() {
    plusOne = EXAMPLES.resolve("plus-one.yaml").toString();
  }

  private int run(String input, String... args) {
    return run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, args);
  }

  private int run(InputStream in, OutputStream to, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    if (args.length > 0 && args[0].equals("run")) {
      all.addAll(List.of("--engine", "sequential"));
    }
    return Main.run(all.toArray(String[]::new), in, to, err);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Returns what is said on stderr, but for the line about a run that has ended well. */
  private String err() {
    return err.toString(StandardCharsets.UTF_8)
        .replaceAll("(?m)^conveyor: .* in, .* skipped, .*\\n", "");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void runsTheFourthRootExample() {
    assertEquals(0, run("", "run", EXAMPLES.resolve("fourth-root.yaml").toString()), err());
    List<String> lines = out().lines().toList();
    assertEquals(
        List.of("2.0", "1.3160740129524924", "3.0"),
        lines.stream().filter(line -> line.contains(".")).toList());
    assertEquals(
        List.of("4096", "27", "531441"),
        lines.stream().filter(line -> !line.contains(".")).toList());
    assertEquals("", err());
  }

  @Test
  void runsTheSharedMemoryExample() {
    assertEquals(0, run("", "run", EXAMPLES.resolve("shared-memory.yaml").toString()), err());
    assertEquals("[44, 11, 22, 33]\n", out());
  }

  @Test
  void runsTheWordCountExample() {
    String text = "to be  or\tnot\nto be\n\n that";
    assertEquals(0, run(text, "run", EXAMPLES.resolve("word-count.yaml").toString()), err());
    assertEquals("      2 be\n      1 not\n      1 or\n      1 that\n      2 to\n", out());
  }

  private String sums() throws IOException {
    file(
        "Sums.java",
        """
        import java.util.List;

        public class Sums {
          record Item(String name, long price) {}

          static long sum(List<Long> window) {
            return window.stream().mapToLong(Long::longValue).sum();
          }

          static long cost(Item[] items) {
            return java.util.stream.Stream.of(items).mapToLong(Item::price).sum();
          }

          static long inc(long n) {
            return n + 1;
          }
        }
        """);
    return file("sums.yaml", "sources: [Sums.java]\nstages: [{processor: 'Sums::sum', window: 2}]");
  }

  @Test
  void convertsTheElementsOfWindowsAndOfJsonBlocks() throws IOException {
    assertEquals(
        0, run("1 2.0\n3".replace(' ', '\n'), "run", sums(), "--input-format", "jsonl"), err());
    assertEquals("3\n5\n", out());
    String cost = file("cost.yaml", "sources: [Sums.java]\nstages: [{processor: 'Sums::cost'}]");
    String items = "[{\"name\": \"a\", \"price\": 1}, {\"price\": 2, \"name\": \"b\"}]";
    out.reset();
    assertEquals(0, run(items, "run", cost, "--input-format", "jsonl"), err());
    assertEquals("3\n", out());
    String wrong = items.replace("2", "\"two\"");
    assertEquals(1, run(wrong, "run", cost, "--input-format", "jsonl"));
    assertTrue(
        err()
            .contains(
                "Sums::cost: the block's [1].price, \"two\" (java.lang.String), does not fit"),
        err());
    assertFalse(err().contains("--input-format"), err());
  }

  @Test
  void namesTheRemedyForTextsWhereNumbersAreWanted() throws IOException {
    sums();
    String inc = file("inc.yaml", "sources: [Sums.java]\nstages: [{processor: 'Sums::inc'}]");
    assertEquals(1, run("1\n", "run", inc));
    assertTrue(
        err().contains("Sums::inc: the block \"1\" (java.lang.String) fits none of [inc(long)]"),
        err());
    assertTrue(
        err()
            .endsWith(
                "\nhint: inputs are read as lines of text; with --input-format jsonl each line is"
                    + " a JSON value, such as a number, and with csv or tsv a row of values\n"),
        err());
    err.reset();
    assertEquals(1, run("", "run", inc, "-i", file("in.ndjson", "1\n")));
    assertTrue(
        err().endsWith("with --input-format jsonl each line is a JSON value, such as a number\n"),
        err());
    String own =
        file("own.yaml", "sources: [Sums.java]\nstages: [{processor: 'Sums::inc'}]\ninput: ['1']");
    err.reset();
    assertEquals(2, run("", "run", own), "the file says it all");
    assertFalse(err().contains("hint"), err());
  }

  @Test
  void writesALineForEachLine() {
    String in = lines(0, 200_000);
    assertEquals(0, run(in, "run", plusOne), err());
    assertEquals(lines(1, 200_001), out());
  }

  private static String lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(n -> n + "\n").collect(Collectors.joining());
  }

  @Test
  void takesCarriageReturnsAndAMissingLastLineEndAway() throws IOException {
    String pipe = file("p.yaml", "stages: [pipe]");
    assertEquals(0, run("a\r\nb\n\nc\rd", "run", pipe, "--output-format", "jsonl"), err());
    assertEquals("\"a\"\n\"b\"\n\"\"\n\"c\\rd\"\n", out());
  }

  @Test
  void readsLinesLongerThanItsBuffer() throws IOException {
    String pipe = file("p.yaml", "stages: [pipe]");
    String text = "x".repeat(300_000) + "\n" + "y".repeat(70_000) + "\nz\n";
    assertEquals(0, run(text, "run", pipe), err());
    assertEquals(text, out());
  }

  @Test
  void refusesLinesLongerThanABlockMayBe() throws IOException {
    String pipe = file("p.yaml", "largest-block: 1000\nstages: [pipe]");
    assertEquals(5, run("a\n" + "x".repeat(200_000), "run", pipe));
    assertTrue(err().contains("stdin:2: the line is longer than 1000 bytes"), err());
  }

  @Test
  void readsAndWritesFiles() throws IOException {
    String in = file("in.txt", "1\n2\n");
    Path written = directory.resolve("out.txt");
    assertEquals(0, run("9\n", "run", plusOne, "-i", in, "-o", written.toString()), err());
    assertEquals("2\n3\n", Files.readString(written));
    assertEquals("", out());
  }

  @Test
  void prefersTheFilesOwnInputsToStdin() throws IOException {
    String own = file("p.yaml", "stages: [pipe]\ninput: [1, two]");
    assertEquals(0, run("9\n", "run", own), err());
    assertEquals("1\ntwo\n", out());
    out.reset();
    assertEquals(0, run("9\n", "run", own, "--input", "-"), err());
    assertEquals("9\n", out());
  }

  @Test
  void takesNoInputsWhereAProducerBegins() throws IOException {
    file(
        "Jobs.java",
        "class Jobs { static java.util.stream.Stream<Integer> one(int n) {"
            + " return java.util.stream.Stream.of(n); } }");
    String producing =
        file("p.yaml", "sources: [Jobs.java]\nstages: [{processor: 'Jobs::one', with: [7]}]");
    assertEquals(0, run("9\n", "run", producing), err());
    assertEquals("7\n", out());
    assertEquals(2, run("9\n", "run", producing, "--input", "-"));
    assertEquals(
        "conveyor: pipeline 'p' begins with a producer, which takes no inputs: leave out --input\n",
        err());
  }

  @Test
  void carriesJsonValuesAsTheyAre() throws IOException {
    String pipe = file("p.yaml", "stages: [pipe]");
    String json =
        """
        {"b":1,"a":[1.5,null,true],"c":{"d":"é"}}
        5000000000
        99999999999999999999
        "text"
        []
        """;
    assertEquals(
        0,
        run(json + "\n", "run", pipe, "--input-format", "jsonl", "--output-format", "JSONL"),
        err());
    assertEquals(json, out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1 | stdin:2:7: not JSON: Unexpected end-of-input: expected close marker for Object",
        "null | stdin:2:1: a block cannot be null",
        "1 2 | stdin:2:3: not JSON: more than one value on the line",
        "{\"a\":1,\"a\":2} | stdin:2:8: not JSON: Duplicate field 'a'"
      })
  void saysWhichLineIsNotJson(String row) throws IOException {
    String[] parts = row.split(" \\| ", 2);
    String pipe = file("p.yaml", "stages: [pipe]");
    assertEquals(1, run("1\n" + parts[0] + "\n", "run", pipe, "--input-format", "jsonl"));
    assertEquals("conveyor: " + parts[1] + "\n", err());
    assertNoTrace();
  }

  @Test
  void dropsTheMarkBeforeTheFirstLine() throws IOException {
    String pipe = file("p.yaml", "stages: [pipe]");
    assertEquals(0, run("\uFEFF{}\n\uFEFFx", "run", pipe), err());
    assertEquals("{}\n\uFEFFx\n", out());
    out.reset();
    assertEquals(0, run("\uFEFF{\"a\":1}\n", "run", pipe, "--input-format", "jsonl"), err());
    assertEquals("{a=1}\n", out());
  }

  @Test
  void saysWhereTextIsNotUtf8() throws IOException {
    byte[] bytes = {'1', '\n', '2', '\n', '3', (byte) 0xc3, '\n'};
    assertEquals(1, run(new ByteArrayInputStream(bytes), out, "run", plusOne));
    assertEquals("conveyor: stdin:3:2: not UTF-8: byte 0xc3 at offset 5 of the input\n", err());
  }

  @Test
  void showsTheTraceOfAJobThatThrew() {
    assertEquals(1, run("1\nx\n", "run", plusOne));
    String said = err();
    assertTrue(
        said.startsWith(
            "conveyor: stage 'Long.parseLong', worker 0:"
                + " java.lang.NumberFormatException: For input string: \"x\"\n  over stdin:2: \"x\"\n"),
        said);
    assertEquals(
        said.indexOf("NumberFormatException:"), said.lastIndexOf("NumberFormatException:"));
    assertEquals("2\n", out());
  }

  @Test
  void pointsAtTheErrorPolicyUnlessThereIsOne() {
    assertEquals(1, run("x\n", "run", plusOne));
    assertTrue(
        err()
            .endsWith(
                "\nhint: 'on-error: skip' in the stage drops such blocks, dead-letter keeps them"
                    + " aside, retry tries them again\n"),
        err());
    err.reset();
    assertEquals(1, run("x\n", "run", plusOne, "--set", "stages.0.on-error=retry"));
    assertFalse(err().contains("hint"), err());
  }

  @Test
  void hintsAtTheFormatOfInputsOnlyWhereTheyAreTaken() throws IOException {
    String chars =
        file(
            "chars.yaml",
            "stages: [{processor: 'java.util.Objects::requireNonNull(Object)'}, {processor: 'Math::abs'}]");
    assertEquals(1, run("x\n", "run", chars));
    assertFalse(err().contains("--input-format"), err());
  }

  @Test
  void showsTheBlockWhereMoreIsAskedForOrTheInputIsNotKnown() throws IOException {
    assertEquals(1, run("1\nx\n", "run", "-v", plusOne));
    assertTrue(
        err().contains("stage 'Long.parseLong', worker 0, block 0:1 (\"x\"): java.lang.Number"),
        err());
    assertTrue(err().contains("\n  over stdin:2: \"x\"\n"), err());
    err.reset();
    String second =
        file("second.yaml", "stages: [{processor: identity}, {processor: 'Long::parseLong'}]");
    assertEquals(1, run("1\nx\n", "run", second));
    assertTrue(
        err().contains("stage 'Long.parseLong', worker 0, block 1:1 (\"x\"): java.lang.Number"),
        err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run nowhere.yaml | conveyor: nowhere.yaml: no such file",
        "validate nowhere.yaml | conveyor: nowhere.yaml: no such file",
        "run PLUS --input nowhere.txt | conveyor: --input nowhere.txt: no such file",
        "run PLUS --output /nowhere/x | conveyor: --output /nowhere/x: cannot be written: "
            + "no such directory: /nowhere",
        "run PLUS --input-format xml | conveyor: Invalid value for option '--input-format'",
        "run PLUS --set stages.0.workers=many | conveyor: --set stages.0.workers=many: workers: must"
            + " be a whole number",
        "run PLUS --wrokers 3 | conveyor: Unknown options: '--wrokers', '3'",
        "run | conveyor: Missing required parameter: 'PIPELINE.yaml'",
        "run PLUS in.txt | conveyor: Unmatched argument at index 2: 'in.txt'; a pipeline's inputs are"
            + " given by --input in.txt\n",
        "run PLUS --input-format json | conveyor: Invalid value for option '--input-format':"
            + " 'json' is none of lines, jsonl, csv, tsv; did you mean 'jsonl'?",
        "run PLUS --set stages.0.workers 2 | conveyor: --set stages.0.workers: '=' is missing; did"
            + " you mean --set stages.0.workers=2?",
        "run PLUS --set cpus=1 --set stages.0.workers 2 | conveyor: --set stages.0.workers: '=' is"
            + " missing",
        "fly | conveyor: there is no command 'fly'; there are new, run, validate, test, graph, ps,"
            + " top, tap, schema, doctor, report, dead-letters, chaos, completion, help\n",
        "rn words.yaml | conveyor: there is no command 'rn'; did you mean 'conveyor run'?\n",
        "words.yaml | conveyor: there is no command 'words.yaml'; did you mean 'conveyor run"
            + " words.yaml'?\nTry 'conveyor --help'.\n",
        "dead-letters lst x | conveyor: there is no command 'lst'; did you mean 'conveyor"
            + " dead-letters list'?\n",
        " | conveyor: Missing required subcommand"
      })
  void saysHowItIsMisused(String row) {
    String[] parts = row.split(" \\| ", 2);
    String[] args =
        Arrays.stream(parts[0].split(" "))
            .map(arg -> arg.equals("PLUS") ? plusOne : arg)
            .filter(arg -> !arg.isEmpty())
            .toArray(String[]::new);
    assertEquals(2, run("", args));
    assertTrue(err().startsWith(parts[1]), err());
    assertNoTrace();
    assertEquals("", out());
  }

  private void assertNoTrace() {
    assertFalse(err().contains("\tat "), err());
  }

  @Test
  void validatesWithTheSameWordsAsRun() throws IOException {
    String bad = file("bad.yaml", "stages:\n  - processor: Nope::x\n  - join: 2\n");
    assertEquals(2, run("", "validate", bad));
    String said = err();
    assertTrue(said.contains(bad + ":2:16: no class 'Nope'"), said);
    assertTrue(said.contains(bad + ":3:5: row 2: join(2)"), said);
    err.reset();
    assertEquals(2, run("", "run", bad));
    assertEquals(said, err());
  }

  @Test
  void drawsAValidPipeline() {
    String example = EXAMPLES.resolve("fourth-root.yaml").toString();
    assertEquals(0, run("", "validate", "-v", example));
    assertEquals(example + ": valid\n", err());
    assertTrue(out().contains("replicating-fork(2)"), out());
  }

  @Test
  void tellsWhichValidPipelineHasNoCheckpoints() throws IOException {
    String windows =
        file("windows.yaml", "stages: [{processor: identity, name: pairs, window: 2}]");
    assertEquals(0, run("", "validate", windows), err());
    assertEquals(
        windows
            + ": valid\n"
            + windows
            + ": no checkpoints: a run with --dir starts over after a loss of power, as stage"
            + " 'pairs' holds blocks of its next window\n",
        err());
  }

  @Test
  void endsQuietlyWhenNobodyReadsTheOutput() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return '\n';
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            bytes[from] = '1';
            bytes[from + 1] = '\n';
            return 2;
          }
        };
    assertEquals(141, run(endless, closed, "run", plusOne));
    assertEquals("", err());
  }

  @Test
  void failsWhenTheOutputCannotBeWritten() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    InputStream in = new ByteArrayInputStream("1\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(5, run(in, full, "run", plusOne));
    assertEquals("conveyor: the output cannot be written: No space left on device\n", err());
  }

  @Test
  void saysAtTheEndWhatEachStageDid() {
    assertEquals(0, run("1\n2\n", "run", "-v", plusOne), err());
    assertTrue(err().contains("stage "), err());
    assertTrue(
        err().lines().anyMatch(line -> line.matches("Math.incrementExact +1 +2 +2 .*")), err());
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("2 in, 2 out, "), err());
    err.reset();
    assertEquals(0, run("1\n2\n", "run", plusOne, "--set", "stages.1.processor=print"), err());
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("2 in, 0 skipped, "), err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "help",
        "help run",
        "new --help",
        "schema --help",
        "help completion",
        "dead-letters help retry",
        "--help",
        "run --help",
        "validate --help",
        "chaos --help",
        "completion --help",
        "dead-letters --help",
        "dead-letters list --help",
        "dead-letters show --help",
        "dead-letters export --help",
        "dead-letters retry --help"
      })
  void helpsWithAnExample(String args) {
    assertEquals(0, run("", args.split(" ")));
    assertTrue(out().contains("Example"), out());
    assertTrue(out().lines().allMatch(line -> line.length() <= 80), out());
    assertFalse(out().matches("(?s).*\\b[A-Z][a-z]+[A-Z].*"), "a class in prose: " + out());
  }

  @Test
  void listsExitCodes() {
    assertEquals(0, run("", "--help"));
    for (String code : List.of("0", "1", "2", "3", "4", "5", "6", "130", "141")) {
      assertTrue(out().lines().anyMatch(line -> line.matches(" +" + code + " +\\S.*")), code);
    }
  }

  @Test
  void saysItsVersion() {
    assertEquals(0, run("", "--version"));
    assertTrue(out().startsWith("conveyor "), out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completesForShells(String shell) {
    assertEquals(0, run("", "completion", shell));
    assertTrue(out().contains("lines jsonl csv tsv"), out());
    assertTrue(out().contains("processes sequential"), out());
    assertFalse(out().contains("# WORDS"), out());
  }

  @Test
  void tellsShellsOnlyWhatCanBeTyped() {
    assertEquals(
        0, run("", "complete", "validate", plusOne, "--set", "stages.Math.incrementExact.or"));
    assertEquals("stages.Math.incrementExact.ordered=\n", out());
    out.reset();
    assertEquals(0, run("", "complete", "validate", "nowhere.yaml", "--set", "x"));
    assertEquals(0, run("", "complete"));
    assertEquals(0, run("", "complete", "--set"));
    assertEquals("", out() + err());
    assertEquals(0, run("", "--help"));
    assertFalse(out().contains("  complete "), out());
  }
}
