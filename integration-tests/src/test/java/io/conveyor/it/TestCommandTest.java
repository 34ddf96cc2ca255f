package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code conveyor test}: cases are run on both engines, and what is said of them is true. */
@ExtendWith(LeavesNothingBehind.class)
class TestCommandTest {

  private static final String JOBS =
      """
      import java.util.*;
      import java.util.stream.*;

      public class Cased {
        record Count(String word, int count) {}

        static int calls;

        static Stream<String> split(String line) {
          return Stream.of(line.split(" "));
        }

        static Stream<Count> count(Stream<String> words) {
          Map<String, Integer> counts = new TreeMap<>();
          words.forEach(word -> counts.merge(word, 1, Integer::sum));
          return counts.entrySet().stream().map(each -> new Count(each.getKey(), each.getValue()));
        }

        static int parse(String text) {
          System.out.println("parsing " + text);
          return Integer.parseInt(text);
        }

        static String waits(String block) throws InterruptedException {
          if (block.equals("b")) {
            Thread.sleep(1_000_000);
          }
          return block;
        }

        static int called(Object block) {
          return ++calls;
        }

        static String colours(String block) {
          return block + "\\u001b[31m\\u0001";
        }
      }
      """;

  private static final String WORDS =
      """
      sources: Cased.java
      stages:
        - processor: Cased::split
          name: split
          workers: 2
        - processor: Cased::count
          name: count
      """;

  private static final String PARSE =
      """
      sources: Cased.java
      stages:
        - processor: Cased::parse
          name: parse
          on-error: ${ON_ERROR:-dead-letter}
        - processor: java.lang.Math::sqrt
          name: root
      """;

  @TempDir private Path scratch;

  @BeforeEach
  void writeJobs() throws IOException {
    Files.writeString(scratch.resolve("Cased.java"), JOBS);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(scratch.resolve(name), text).toString();
  }

  private static Command.Outcome test(String... words) {
    return InProcess.run(
        "", Stream.concat(Stream.of("test"), Stream.of(words)).toArray(String[]::new));
  }

  /** Returns what was said, without what is different each time. */
  private static List<String> said(int exitCode, String... words) {
    Command.Outcome outcome = test(words);
    assertEquals("", outcome.errors());
    assertEquals(exitCode, outcome.exitCode(), outcome.output());
    return outcome.output().lines().map(line -> line.replaceAll("[0-9.:]+ s$", "TIME")).toList();
  }

  private static List<String> statuses(List<String> said) {
    return said.stream()
        .filter(line -> line.matches("  (ok|FAILED|skipped) .*"))
        .map(line -> line.strip().replaceAll(" +", " ").replaceFirst(": TIME$", ""))
        .toList();
  }

  @Test
  void passesOnBothEnginesWhateverFormWhatIsExpectedHas() throws IOException {
    file("in.txt", "b a\n");
    file("counts.csv", "word,count\na,1\nb,1\n");
    file("counts.jsonl", "{\"count\":1,\"word\":\"a\"}\n{\"word\":\"b\",\"count\":1.0}\n");
    String words =
        file(
            "words.yaml",
            WORDS
                + """
                tests:
                  - name: values
                    input: ["b a", "a"]
                    expect: [{count: 2.0, word: a}, {word: b, count: 1}]
                  - name: part
                    stages: split
                    input: ["b a", "a"]
                    expect: {any-order: [a, a, b]}
                  - name: rows
                    stages: 1..count
                    input: ["b b"]
                    expect: {count: 1}
                """);
    file(
        "words.tests.yaml",
        """
        tests:
          - name: csv
            input: {file: in.txt}
            expect: {file: counts.csv}
          - name: jsonl in any order
            input: {file: in.txt, format: lines}
            expect: {any-order: {file: counts.jsonl}}
          - name: patterns
            input: {file: in.txt}
            expect: {patterns: ['^\\{"word":"a"', 'b']}
        """);
    List<String> expected = new ArrayList<>();
    for (String name : List.of("values", "part", "rows", "csv", "jsonl in any order", "patterns")) {
      expected.add("ok " + name + ", sequential");
      expected.add("ok " + name + ", processes");
    }
    List<String> said = said(0, words, scratch.resolve("words.tests.yaml").toString());
    assertEquals(expected, statuses(said), said::toString);
    assertEquals("12 ok, 0 failed, 0 skipped, in TIME", said.get(said.size() - 1));
  }

  @Test
  void showsWhatIsDifferentAndWhere() throws IOException {
    String many =
        String.join(", ", IntStream.range(0, 30).mapToObj(i -> i == 15 ? "x" : "w" + i).toList());
    String words =
        file(
            "words.yaml",
            WORDS
                + """
                tests:
                  - name: missing
                    input: ["a b"]
                    expect: [{word: a, count: 1}, {word: b, count: 2}]
                  - name: order
                    stages: split
                    input: ["b a"]
                    expect: [a, b]
                  - name: long
                    stages: split
                    input: ["%s"]
                    expect: [%s]
                """
                    .formatted(
                        String.join(" ", IntStream.range(0, 30).mapToObj(i -> "w" + i).toList()),
                        many));
    List<String> said = said(1, words, "--engine", "sequential");
    assertEquals(
        """
        WORDS
          FAILED   missing, sequential: TIME
              results: 1 missing (-), 1 not expected (+)
                {"word":"a","count":1}
              - {"word":"b","count":2}
              + {"word":"b","count":1}
              at WORDS:9:5
          FAILED   order, sequential: TIME
              results: the same in another order, and the stages keep none, for which there is any-order: 1 missing (-), 1 not expected (+)
              - "a"
                "b"
              + "a"
              at WORDS:12:5
          FAILED   long, sequential: TIME
              results: 1 missing (-), 1 not expected (+)
                (13 the same)
                "w13"
                "w14"
              - "x"
              + "w15"
                "w16"
                "w17"
                (12 the same)
              at WORDS:16:5
        0 ok, 3 failed, 0 skipped, in TIME
        """,
        String.join("\n", said).replace(words, "WORDS") + "\n");
    assertEquals(1, statuses(said(1, words, "--engine", "sequential", "--fail-fast")).size());
  }

  @Test
  void expectsFailuresDeadLettersSkippedBlocksAndPrints() throws IOException {
    String parse =
        file(
            "parse.yaml",
            PARSE
                + """
                tests:
                  - name: letters
                    input: ["4", x, "y"]
                    expect: [2]
                    dead-letters: [{message: NumberFormat}, {stage: parse, block: x}]
                    prints: {any-order: [parsing 4, parsing x, parsing y]}
                  - name: number of letters
                    input: [x]
                    dead-letters: 1
                    engine: sequential
                  - name: not expected
                    input: [x]
                    expect: []
                """);
    List<String> said = said(1, parse);
    assertEquals(
        List.of(
            "ok letters, sequential",
            "ok letters, processes",
            "ok number of letters, sequential",
            "FAILED not expected, sequential",
            "FAILED not expected, processes"),
        statuses(said),
        said::toString);
    assertTrue(
        said.contains(
            "      + stage 'parse', \"x\": java.lang.NumberFormatException: For input string: \"x\""),
        said::toString);
    assertTrue(said.contains("        [parse] parsing x"), said::toString);
    assertFalse(Files.exists(Path.of("parse.dead-letters")), "letters of cases are removed");
    String fails =
        file(
            "fails.yaml",
            PARSE.replace("${ON_ERROR:-dead-letter}", "fail")
                + """
                tests:
                  - {name: text, input: [x], fails: NumberFormat}
                  - {name: stage, input: [x], fails: {stage: parse, pattern: 'string: "x"$'}, engine: processes}
                  - {name: other stage, input: [x], fails: {stage: root}, engine: sequential}
                  - {name: none, input: ["4"], fails: NumberFormat, engine: sequential}
                  - {name: unexpected, input: [x], expect: []}
                """);
    List<String> failed = said(1, fails);
    assertEquals(
        List.of(
            "ok text, sequential",
            "ok text, processes",
            "ok stage, processes",
            "FAILED other stage, sequential",
            "FAILED none, sequential",
            "FAILED unexpected, sequential",
            "FAILED unexpected, processes"),
        statuses(failed),
        failed::toString);
    String all = String.join("\n", failed);
    assertTrue(all.contains("to fail in stage 'root', but failed with\n      stage 'parse'"), all);
    assertTrue(all.contains("in its message, but ended well, with 1 result\n"), all);
    assertTrue(all.contains("the run failed:\n      stage 'parse', worker 0"), all);
    assertTrue(all.contains("at Cased.parse(Cased.java:"), all);
    String skips =
        file("skips.yaml", PARSE + "tests: [{name: skips, input: [x, '4'], skipped: 1}]");
    assertEquals(1, test(skips, "--engine", "sequential").exitCode());
    assertEquals(
        0, test(skips, "--engine", "sequential", "--set", "stages.parse.on-error=skip").exitCode());
  }

  @Test
  void endsWhatTakesTooLongAndGoesOnWithTheOthers() throws IOException {
    String waits =
        file(
            "waits.yaml",
            """
            sources: Cased.java
            engine: {name: processes, drain-timeout: 100ms, stop-grace: 1s}
            stages: [{processor: Cased::waits, name: waits}]
            tests:
              - {name: long, input: [a, b, c], expect: [a, b, c], timeout: 2s}
              - {name: short, input: [a, c], expect: [a, c]}
            """);
    List<String> said = said(1, waits);
    assertEquals(
        List.of(
            "FAILED long, sequential",
            "FAILED long, processes",
            "ok short, sequential",
            "ok short, processes"),
        statuses(said));
    String text = String.join("\n", said);
    assertEquals(
        2,
        text.split("it took longer than 2.00 s, which is its timeout, and was ended").length - 1);
    assertTrue(text.contains("stage 'waits': 2 in, 1 out"), text);
    assertTrue(text.contains("at Cased.waits(Cased.java:"), text);
    assertEquals(2, test(waits, "--timeout", "99ms").exitCode());
    file("waits.tests.yaml", "tests: [{name: never, input: [], expect: [], timeout: 2d}]");
    assertTrue(test(waits).errors().contains("timeout: must be from 100 ms to a day"));
  }

  @Test
  void recordsGoldenFilesOnlyIfItIsAskedToAndOnlyThoseThatDiffer() throws IOException {
    Path golden = scratch.resolve("golden.jsonl");
    Path same = Files.writeString(scratch.resolve("same.txt"), "b\na\n");
    String words =
        file(
            "words.yaml",
            WORDS
                + """
                tests:
                  - {name: new, input: ["b a"], expect: {file: golden.jsonl}}
                  - {name: same, stages: split, input: ["b a"], expect: {any-order: {file: same.txt}}}
                """);
    List<String> missing = said(1, words, "--engine", "sequential", "--filter", "n?w");
    assertTrue(
        missing.contains("      results: " + golden + " is not there; --update records it"),
        missing::toString);
    assertFalse(Files.exists(golden));
    List<String> recorded = said(0, words, "--update");
    assertEquals(
        List.of("      recorded " + golden),
        recorded.stream().filter(line -> line.contains("recorded")).toList());
    assertEquals(
        "{\"word\":\"a\",\"count\":1}\n{\"word\":\"b\",\"count\":1}\n", Files.readString(golden));
    assertEquals("b\na\n", Files.readString(same));
    assertEquals(0, test(words, "--engine", "sequential").exitCode());
  }

  @Test
  void saysWhereEnginesDifferAndWhatOneCannotRun() throws IOException {
    String differ =
        file(
            "differ.yaml",
            """
            sources: Cased.java
            stages:
              - processor: Cased::called
                name: first
              - processor: Cased::called
                name: second
              - processor: Cased::called
                name: third
                timeout: 1m
            tests:
              - {name: differ, stages: first..second, input: [x], expect: [1]}
              - {name: refused, stages: third, input: [1], expect: [1]}
              - {name: anew, stages: third, input: [1], expect: [1], engine: processes}
              - {name: required, stages: third, input: [1], expect: [1], engine: sequential}
            """);
    List<String> said = said(1, differ);
    assertEquals(
        List.of(
            "FAILED differ, sequential",
            "ok differ, processes",
            "skipped refused, sequential: row 1: third: timeout: engine 'sequential' cannot stop a"
                + " job that takes longer; use the engine 'processes', or leave it out",
            "ok refused, processes",
            "ok anew, processes",
            "FAILED required, sequential"),
        statuses(said),
        said::toString);
    assertTrue(
        said.contains("      the engines differ: 'processes' does what is expected"),
        said::toString);
    assertEquals(
        List.of("skipped anew, sequential: it is for engine 'processes'"),
        statuses(said(0, differ, "--engine", "sequential", "--filter", "anew")));
  }

  @Test
  void recordsWhatTheFirstEngineGivesAndHoldsTheOthersToIt() throws IOException {
    String twice =
        file(
            "twice.yaml",
            """
            sources: Cased.java
            stages: [{processor: 'Cased::called'}, {processor: 'Cased::called'}]
            tests: [{name: golden, input: [x], expect: {file: golden.txt}}]
            """);
    assertEquals(
        List.of("ok golden, sequential", "FAILED golden, processes"),
        statuses(said(1, twice, "--update")));
    assertEquals("2\n", Files.readString(scratch.resolve("golden.txt")));
  }

  @Test
  void keepsStaticFieldsOfOneCaseFromTheNext() throws IOException {
    String called =
        file(
            "called.yaml",
            """
            sources: Cased.java
            stages: [{processor: 'Cased::called'}]
            tests:
              - {name: one, input: [7], expect: [1]}
              - {name: two, input: [7, 7], expect: [1, 2]}
            """);
    assertEquals(0, test(called, "--engine", "sequential").exitCode());
  }

  @Test
  void writesNoReportOverAFileThatItReads() throws IOException {
    file("golden.jsonl", "2\n");
    String text =
        """
        sources: Cased.java
        stages: [{processor: Cased::parse}]
        tests: [{name: two, input: ['2'], expect: {file: golden.jsonl}}]
        """;
    String path = file("two.yaml", text);
    for (String name : List.of("two.yaml", "Cased.java", "golden.jsonl")) {
      Command.Outcome outcome = test(path, "--junit", scratch.resolve(name).toString());
      assertEquals(2, outcome.exitCode(), outcome.errors());
      assertTrue(outcome.errors().contains("the results would overwrite it"), outcome.errors());
    }
    assertEquals(text, Files.readString(scratch.resolve("two.yaml")));
    assertEquals("2\n", Files.readString(scratch.resolve("golden.jsonl")));
  }

  @Test
  void writesAReportThatOtherProgramsRead() throws Exception {
    String hostile =
        file(
            "hostile.yaml",
            """
            sources: Cased.java
            variables: {KEY: {default: hidden-value, secret: true}}
            stages:
              - processor: Cased::colours
                name: colours
              - processor: Cased::split
                name: split
            tests:
              - {name: "a <&> b \\u0001", stages: colours, input: ["${KEY}]]>"], expect: [x]}
              - {name: good, stages: split, input: [x], expect: [x]}
              - {name: no, engine: processes, stages: split, input: [x], expect: [x]}
            """);
    String junit = scratch.resolve("report.xml").toString();
    Command.Outcome outcome = test(hostile, "--engine", "sequential", "--junit", junit);
    assertEquals(1, outcome.exitCode(), outcome.output());
    assertFalse(outcome.output().contains("\u001b"), outcome.output());
    assertFalse(outcome.output().contains("hidden-value"), outcome.output());
    String report = Files.readString(Path.of(junit));
    assertFalse(report.contains("hidden-value"), report);
    Element root =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(report.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertEquals("testsuites", root.getTagName());
    Element suite = (Element) root.getElementsByTagName("testsuite").item(0);
    assertEquals("3", suite.getAttribute("tests"));
    assertEquals("1", suite.getAttribute("failures"));
    assertEquals("1", suite.getAttribute("skipped"));
    assertTrue(suite.getAttribute("time").matches("\\d+\\.\\d{3}"), report);
    NodeList cases = suite.getElementsByTagName("testcase");
    assertEquals(3, cases.getLength());
    Element first = (Element) cases.item(0);
    assertEquals("a <&> b \\u0001 (sequential)", first.getAttribute("name"));
    assertEquals(hostile, first.getAttribute("classname"));
    Element failure = (Element) first.getElementsByTagName("failure").item(0);
    assertTrue(failure.getTextContent().contains("]]>"), report);
    assertTrue(failure.getTextContent().contains(hostile + ":9:"), report);
    assertEquals(1, ((Element) cases.item(2)).getElementsByTagName("skipped").getLength());
  }

  @Test
  void refusesWhatIsWrongAtItsPlaceBeforeAnythingRuns() throws IOException {
    String words =
        file(
            "words.yaml",
            WORDS
                + """
                tests:
                  - {name: a, input: [x], expcet: []}
                  - {name: a, stages: coun, input: [x], expect: {any-order: [x], count: 1}}
                  - {name: c, input: {file: nowhere.txt}, expect: {patterns: ["("]}}
                  - {name: d, input: [x], fails: {stage: splitt}, skipped: -1}
                  - {input: [x], expect: {format: jsonl, count: 1}, engine: procesess}
                  - 7
                  - {name: e, expect: {}}
                """);
    file("words.tests.yaml", "test: []\n");
    Command.Outcome outcome = test(words);
    assertEquals(2, outcome.exitCode());
    assertEquals("", outcome.output());
    String beside = scratch.resolve("words.tests.yaml").toString();
    assertEquals(
        """
        BESIDE:1:1: a file of cases needs the key 'tests'
        BESIDE:1:1: unknown key 'test' in a file of cases; did you mean 'tests'?
        FILE:9:5: a case needs one of expect, prints, fails, dead-letters, skipped
        FILE:9:27: unknown key 'expcet' in a case; did you mean 'expect'?
        FILE:10:5: two cases are called 'a': the other is at FILE:9:5
        FILE:10:23: no stage 'coun'; did you mean 'count'?
        FILE:10:49: expect: must have one of the keys file, any-order, patterns and count
        FILE:11:29: file: no such file: NOWHERE
        FILE:11:63: patterns: not a regular expression: Unclosed group, at its character 2
        FILE:12:42: stage: no stage 'splitt'; did you mean 'split'?
        FILE:12:60: skipped: must not be negative, but is -1
        FILE:12:60: skipped: how much is done before a failure is not known; leave it out, or 'fails'
        FILE:13:5: a case needs the key 'name'
        FILE:13:35: format: stands beside 'file'
        FILE:13:61: engine 'procesess'
        FILE:14:5: tests: a case must be a mapping, but is 7
        FILE:15:5: a case needs 'input'
        FILE:15:23: expect: must have one of the keys file, any-order, patterns and count
        """,
        outcome
            .errors()
            .lines()
            .filter(line -> !line.startsWith("    "))
            .map(line -> line.replace("conveyor: ", "").replace(beside, "BESIDE"))
            .map(line -> line.replace(words, "FILE"))
            .map(line -> line.replace(scratch.resolve("nowhere.txt").toString(), "NOWHERE"))
            .map(line -> line.replaceFirst("(engine 'procesess').*", "$1"))
            .reduce("", (all, line) -> all + line + "\n"));
    assertEquals(2, InProcess.run("", "validate", words).exitCode());
    // What only tests need is nothing to a run.
    assertEquals(0, InProcess.run("", "run", words, "--engine", "sequential").exitCode());
  }

  @Test
  void saysThatThereAreNoCases() throws IOException {
    String words = file("words.yaml", WORDS);
    Command.Outcome none = test(words);
    assertEquals(2, none.exitCode());
    assertEquals(
        "conveyor: no cases in %s: write some under 'tests', there or in NAME.tests.yaml beside it\n"
            .formatted(words),
        none.errors());
    file("words.tests.yaml", "tests: [{name: splits, stages: split, input: [x], expect: [x]}]");
    Command.Outcome other = test(words, "--filter", "split");
    assertEquals(2, other.exitCode());
    assertEquals(
        "conveyor: --filter split: no case has that name; did you mean 'splits'?\n",
        other.errors());
    assertEquals(
        scratch.resolve("words.tests.yaml") + ":1:9: splits\n", test(words, "--list").output());
  }

  @Test
  void testsTheExampleThatHasCases() {
    List<String> said = said(0, Command.ROOT.resolve("examples/word-count.yaml").toString());
    assertEquals(4, statuses(said).size(), said::toString);
  }
}
