package io.conveyor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.deadletters.DeadLetterDirectory;
import io.conveyor.deadletters.LetterRetry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with dead letters, in this process; the runs are sequential. */
class DeadLettersCommandTest {

  private static final String JOBS =
      """
      public class Jobs {
        public record Word(String text, int length) {}
        public static class Shy {
          private final Object self = this;
          private int secret = 7;
          @Override public String toString() { return "shy " + secret; }
        }

        public static Object first(String line) { return refuse("bad", line); }
        public static Object second(String line) { return refuse("worse", line); }
        public static Object word(Word word) { return refuse("bad", word.text()); }
        public static Word make(String line) { return new Word(line, line.length()); }
        public static Shy shy(String line) { return new Shy(); }
        public static Object never(Object block) { throw new IllegalStateException("never"); }
        public static String sum(java.util.List<String> window) {
          return String.valueOf(refuse("bad", String.join("+", window)));
        }

        private static Object refuse(String what, String line) {
          if (line.contains(what) && !Boolean.getBoolean("io.conveyor.cli.fixed")) {
            throw new IllegalArgumentException(what + "\\nsecond line of " + line);
          }
          return line;
        }
      }
      """;

  private static final String TWO_STAGES =
      """
      - processor: Jobs::first
        name: first
        on-error: dead-letter
        retries: 0
      - processor: Jobs::second
        name: second
        on-error: dead-letter
        retries: 0
      """;

  @TempDir private Path temp;
  private String letters = "";
  private String out = "";
  private String err = "";

  @BeforeEach
  void writeJobs() throws IOException {
    Files.writeString(temp.resolve("Jobs.java"), JOBS);
    letters = temp.resolve("letters").toString();
  }

  private String pipeline(String stages) throws IOException {
    Path file = temp.resolve("words.yaml");
    Files.writeString(
        file,
        "sources: [Jobs.java]\nengine: sequential\ndead-letters: letters\nstages:\n"
            + stages.indent(2));
    return file.toString();
  }

  private int run(String input, String... args) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            args,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            said,
            complained);
    out = said.toString(StandardCharsets.UTF_8);
    err = complained.toString(StandardCharsets.UTF_8);
    return exitCode;
  }

  private int deadLetters(String... args) {
    List<String> all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(List.of(args));
    return run("", all.toArray(String[]::new));
  }

  /** Runs with the jobs' bug fixed. */
  private int fixed(String... args) {
    System.setProperty("io.conveyor.cli.fixed", "true");
    try {
      return deadLetters(args);
    } finally {
      System.clearProperty("io.conveyor.cli.fixed");
    }
  }

  private List<String> ids() {
    return DeadLetterDirectory.open(Path.of(letters)).list().stream()
        .map(letter -> letter.id())
        .toList();
  }

  @Test
  void listsAndShowsWhatWasPutAside() throws IOException {
    String file = pipeline(TWO_STAGES);
    assertEquals(0, run("good\nbad\nworse\n", "run", file), err);
    assertEquals("good\n", out);
    assertTrue(
        err.endsWith(
            "conveyor: 2 blocks are dead letters now; see 'conveyor dead-letters list "
                + letters
                + "'\n"),
        err);

    assertEquals(0, deadLetters("list", "--pipeline", file), err);
    List<String> lines = out.lines().toList();
    assertEquals(3, lines.size(), out);
    assertTrue(lines.get(0).matches("id +time +stage +attempts +reason"), out);
    assertTrue(
        lines
            .get(1)
            .matches(
                "\\S+-first-\\S+ +\\S+Z +first +1 +java.lang.IllegalArgumentException: bad second.*"),
        out);
    assertTrue(lines.stream().allMatch(line -> line.length() < 160), out);

    String id = ids().get(0);
    assertEquals(0, deadLetters("show", letters, id), err);
    assertTrue(out.startsWith("id          " + id + "\n"), out);
    assertTrue(out.contains("attempts    1\n"), out);
    assertTrue(out.contains("\tat Jobs.refuse(Jobs.java:"), out);
    assertTrue(out.endsWith("\nblock, a java.lang.String:\nbad\n"), out);

    assertEquals(0, deadLetters("list", letters, "--json"), err);
    assertTrue(out.startsWith("{\"version\":1,\"id\":\"" + id + "\",\"time\":\""), out);
    assertEquals(2, out.lines().count());
  }

  @Test
  void saysThatThereAreNone() throws IOException {
    assertEquals(2, deadLetters("list", letters));
    assertTrue(err.contains(letters + ": no such directory"), err);
    assertEquals(2, deadLetters("retry", pipeline(TWO_STAGES)));
    assertTrue(err.contains("no such directory"), err);
    assertEquals(2, deadLetters("list"));
    assertTrue(err.contains("name their directory, or a pipeline file with --pipeline"), err);
    Files.createDirectory(Path.of(letters));
    assertEquals(0, deadLetters("list", letters));
    assertEquals(letters + ": no dead letters\n", err);
    assertEquals(0, deadLetters("list", letters, "--json"));
    assertEquals("", out);
    assertEquals(2, deadLetters("show", letters, "x"));
    assertTrue(err.contains(letters + ": no dead letter 'x'"), err);
    assertEquals(0, deadLetters("retry", pipeline(TWO_STAGES)));
    assertEquals(letters + ": no dead letters of pipeline 'words'\n", err);
  }

  @Test
  void saysWhichClassIsMissingAndShowsItWithThePipeline() throws IOException {
    String file =
        pipeline(
            """
            - processor: Jobs::make
            - processor: Jobs::word
              name: word
              on-error: dead-letter
            """);
    assertEquals(0, run("bad\n", "run", file), err);
    String id = ids().get(0);
    assertEquals(0, deadLetters("show", letters, id), err);
    assertTrue(out.contains("its class Jobs$Word is not here"), out);
    assertTrue(out.contains("with --pipeline"), out);
    assertEquals(0, deadLetters("show", "--pipeline", file, id), err);
    assertTrue(out.contains("block, a Jobs$Word:\nWord[text=bad, length=3]\n"), out);
    assertEquals(0, deadLetters("export", letters), err);
    assertTrue(out.contains("\"undecodable\":\"the block of dead letter '" + id), out);
    assertEquals(0, deadLetters("export", letters, "--pipeline", file), err);
    assertTrue(
        out.contains("\"type\":\"Jobs$Word\",\"value\":{\"text\":\"bad\",\"length\":3}}"), out);
  }

  @Test
  void exportsWhatIsNoJsonAsText() throws IOException {
    String file =
        pipeline(
            """
            - processor: Jobs::shy
            - processor: Jobs::never
              on-error: dead-letter
            """);
    assertEquals(0, run("x\n", "run", file), err);
    Path exported = temp.resolve("letters.jsonl");
    assertEquals(0, deadLetters("export", letters, "-p", file, "-o", exported.toString()), err);
    assertEquals("", out);
    String line = Files.readString(exported);
    assertTrue(line.contains("\"text\":\"shy 7\""), line);
    assertTrue(line.contains("\"type\":\"Jobs$Shy\""), line);
    assertEquals(1, line.lines().count());
  }

  @Test
  void retriesFromWhereBlocksFailedAndRemovesWhatCameThrough() throws IOException {
    String file = pipeline(TWO_STAGES);
    assertEquals(0, run("good\nbad\nworse\nbad worse\n", "run", file), err);
    List<String> ids = ids();
    assertEquals(3, ids.size());

    assertEquals(0, deadLetters("retry", file, ids.get(0)), err);
    assertEquals("", out);
    assertEquals("conveyor: stage 'first': 0 of 1 came through, 1 failed again\n", lastLine());
    assertEquals(ids, ids());
    assertEquals(0, deadLetters("show", letters, ids.get(0)), err);
    assertTrue(out.contains("attempts    2\n"), out);
    assertTrue(out.contains(", after 1 attempts: java.lang.IllegalArgumentException: bad"), out);

    assertEquals(0, fixed("retry", file, "--output-format", "jsonl"), err);
    assertEquals("\"bad\"\n\"bad worse\"\n\"worse\"\n", out);
    assertTrue(err.contains("stage 'first': 2 of 2 came through\n"), err);
    assertTrue(err.contains("stage 'second': 1 of 1 came through\n"), err);
    assertEquals(List.of(), ids());
  }

  private String lastLine() {
    return err.lines().reduce((before, last) -> last).orElse("") + "\n";
  }

  @Test
  void putsBlocksAsideThatFailAtALaterStageAndDoesNotTryThemAtOnce() throws IOException {
    String file = pipeline(TWO_STAGES);
    assertEquals(0, run("bad worse\n", "run", file), err);
    String firstFixed = "stages.0.processor=identity";
    assertEquals(0, deadLetters("retry", file, "--set", firstFixed), err);
    assertEquals("", out);
    assertEquals(
        "conveyor: stage 'first': 1 of 1 came through, 1 failed at a later stage\n", lastLine());
    assertTrue(ids().get(0).contains("-second-"), ids().toString());
    assertEquals(1, ids().size());
  }

  @Test
  void retriesWindowsAsWindows() throws IOException {
    String file =
        pipeline(
            """
            - processor: Jobs::sum
              window: 2
              on-error: dead-letter
            """);
    assertEquals(0, run("a\nbad\nc\nd\n", "run", file), err);
    assertEquals("c+d\n", out);
    assertEquals(0, fixed("retry", file), err);
    assertEquals("a+bad\nbad+c\n", out);
    assertEquals(List.of(), ids());
  }

  @Test
  void leavesLettersOfARunThatFails() throws IOException {
    String file = pipeline(TWO_STAGES);
    assertEquals(0, run("bad\n", "run", file), err);
    List<String> ids = ids();
    assertEquals(
        1,
        fixed(
            "retry",
            file,
            "--set",
            "stages.1.processor=Jobs::never",
            "--set",
            "stages.1.on-error=fail"));
    assertTrue(err.contains("never"), err);
    assertEquals(ids, ids());
    assertEquals(0, fixed("retry", file), err);
    assertEquals("bad\n", out);
  }

  @Test
  void knowsTheNearestStageAndLetter() throws IOException {
    String file = pipeline(TWO_STAGES);
    assertEquals(0, run("bad\n", "run", file), err);
    String id = ids().get(0);
    assertEquals(2, deadLetters("retry", file, "--set", "stages.0.name=fist"));
    assertTrue(
        err.contains(
            "dead letter '%s' is of stage 'first', which pipeline 'words' does not have; its stages"
                    .formatted(id)
                + " are fist, second; did you mean 'fist'?"),
        err);
    assertEquals(2, deadLetters("show", letters, id + "0"));
    assertTrue(err.contains("no dead letter '" + id + "0'; did you mean '" + id + "'?"), err);
    assertEquals(0, deadLetters("retry", file, "--set", "name=other"), err);
    assertTrue(err.contains("no dead letters of pipeline 'other'"), err);
  }

  @Test
  void isDoneByOneCommandAtATime() throws IOException {
    String file = pipeline(TWO_STAGES);
    assertEquals(0, run("bad\n", "run", file), err);
    DeadLetterDirectory directory = DeadLetterDirectory.open(Path.of(letters));
    try (LetterRetry other = LetterRetry.begin(directory)) {
      assertEquals(5, deadLetters("retry", file));
      assertTrue(err.contains("are being retried already"), err);
      assertFalse(Files.exists(other.place()));
    }
    assertEquals(0, fixed("retry", file), err);
  }
}
