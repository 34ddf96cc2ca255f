package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jobs get secrets; nobody sees them: not in messages, in what jobs print, nor in command lines.
 */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class SecretsTest {

  private static final List<String> SECRETS = List.of("hunter2", "letmein", "0pen-sesame");

  @TempDir private Path scratch;

  @BeforeEach
  void write() throws Exception {
    Files.writeString(
        scratch.resolve("Login.java"),
        """
        import java.nio.file.Files;
        import java.nio.file.Path;
        import java.util.List;
        import java.util.stream.Collectors;

        public class Login {
          public static String all(String block, String apiKey) throws Exception {
            String all = System.getProperty("login") + System.getenv("DB_PASSWORD") + apiKey;
            System.err.println("connecting with " + all);
            if (block.equals("crash")) {
              new ProcessBuilder("kill", "-SEGV", "" + ProcessHandle.current().pid()).start();
              Thread.sleep(100_000);
            }
            if (block.startsWith("fail")) {
              throw new IllegalStateException("refused: " + all);
            }
            String command = ProcessHandle.current().info().arguments()
                .map(arguments -> String.join(" ", arguments)).orElse("");
            return all.hashCode() + (command.contains("hunter2") ? " seen" : "");
          }
        }
        """);
    Files.writeString(
        scratch.resolve("pipeline.yaml"),
        """
        variables:
          LOGIN: {secret: true}
        sources: Login.java
        stages:
          - processor: Login::all
            with: {apiKey: 0pen-sesame}
            jvm-args: ["-Dlogin=${LOGIN}"]
            environment: {DB_PASSWORD: "${DB_PASSWORD}"}
        """);
    Files.writeString(
        scratch.resolve("secrets.env"),
        """
        # for tests
        LOGIN=hunter2
        DB_PASSWORD="letmein"
        """);
  }

  private Command.Outcome run(String block, String... more) throws Exception {
    Files.writeString(scratch.resolve("in"), block + "\n");
    return Command.conveyor("run", "pipeline.yaml", "--env-file", "secrets.env", "--input", "in")
        .and(more)
        .in(scratch)
        .run();
  }

  private static void requireNone(String text) {
    SECRETS.forEach(secret -> assertFalse(text.contains(secret), text));
  }

  @Test
  void reachJobsAndNobodyElse() throws Exception {
    Command.Outcome outcome = run("go", "-v");
    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertEquals("hunter2letmein0pen-sesame".hashCode() + "\n", outcome.output());
    assertTrue(outcome.errors().contains("connecting with *********"), outcome.errors());
    requireNone(outcome.errors());
  }

  @Test
  void areNotOverwrittenByResults() throws Exception {
    Command.Outcome outcome = run("go", "--output", "secrets.env");
    assertEquals(2, outcome.exitCode(), outcome.errors());
    assertTrue(
        outcome.errors().contains("--output secrets.env is a file of variables"), outcome.errors());
    assertTrue(Files.readString(scratch.resolve("secrets.env")).contains("LOGIN"));
  }

  @Test
  void reachJobsByFilesOfArgumentsToo() throws Exception {
    Files.writeString(scratch.resolve("my.args"), "-Dlogin=hunter2\n");
    Command.Outcome outcome = run("go", "--set", "stages.0.jvm-args=['@my.args', -Da=b]");
    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertEquals("hunter2letmein0pen-sesame".hashCode() + "\n", outcome.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"processes", "sequential"})
  void areMaskedInFailures(String engine) throws Exception {
    Command.Outcome outcome =
        run(
            "fail",
            "-v",
            "--engine",
            engine,
            "--set",
            "stages.0.environment=",
            "--set",
            "stages.0.jvm-args=");
    assertEquals(1, outcome.exitCode(), outcome.errors());
    assertTrue(outcome.errors().contains("refused: "), outcome.errors());
    requireNone(outcome.errors());
  }

  @Test
  void areParametersThatAreCalledSoAlsoWhereTheyAreGivenByPosition() throws Exception {
    Command.Outcome outcome = run("fail", "--set", "stages.0.with=[by-position]");
    assertEquals(1, outcome.exitCode(), outcome.errors());
    assertTrue(outcome.errors().contains("refused: *********"), outcome.errors());
    assertFalse(outcome.errors().contains("by-position"), outcome.errors());
  }

  @Test
  void areSystemPropertiesThatAreCalledSo() throws Exception {
    Files.writeString(
        scratch.resolve("Told.java"),
        """
        class Told {
          static Object tell(String block) {
            throw new IllegalStateException("told " + System.getProperty("db.password"));
          }
        }
        """);
    Files.writeString(
        scratch.resolve("told.yaml"),
        "sources: Told.java\nstages: [{processor: 'Told::tell', jvm-args: [-Ddb.password=of-property]}]\n");
    Files.writeString(scratch.resolve("in"), "go\n");
    Command.Outcome outcome =
        Command.conveyor("run", "told.yaml", "--input", "in").in(scratch).run();
    assertEquals(1, outcome.exitCode(), outcome.errors());
    assertTrue(outcome.errors().contains("told ***"), outcome.errors());
    assertFalse(outcome.errors().contains("of-property"), outcome.errors());
  }

  @Test
  void areMaskedInWhatDeadLettersKeep() throws Exception {
    Command.Outcome outcome =
        run("fail\ncrash", "--set", "stages.0.on-error=dead-letter", "--set", "stages.0.retries=0");
    assertEquals(0, outcome.exitCode(), outcome.errors());
    int crashes = 0;
    try (Stream<Path> files = Files.list(scratch.resolve("pipeline.dead-letters"))) {
      for (Path file : files.toList()) {
        String kept = Files.readString(file, StandardCharsets.ISO_8859_1);
        requireNone(kept);
        crashes += kept.contains("-Dlogin=***") ? 1 : 0;
      }
    }
    assertEquals(1, crashes, "reports of a crash, with what the JVM was started with");
    outcome =
        Command.conveyor("dead-letters", "list", "--json", "pipeline.dead-letters")
            .in(scratch)
            .run();
    assertTrue(outcome.output().contains("refused: *********"), outcome.output());
    requireNone(outcome.output());
  }

  @Test
  void areMaskedInProblems() throws Exception {
    Command.Outcome outcome = run("go", "--set", "stages.0.workers=${LOGIN}");
    assertEquals(2, outcome.exitCode(), outcome.errors());
    assertTrue(
        outcome.errors().contains("must be a whole number, but is the text '***'"),
        outcome.errors());
    assertFalse(outcome.errors().contains("hunter2"), outcome.errors());
  }

  @Test
  void comeFromFilesThatAreThereAndReadable() throws Exception {
    Command.Outcome outcome =
        Command.conveyor("validate", "pipeline.yaml", "--env-file", "none.env").in(scratch).run();
    assertEquals(2, outcome.exitCode(), outcome.errors());
    assertEquals("conveyor: --env-file none.env: no such file\n", outcome.errors());
    Files.writeString(scratch.resolve("bad.env"), "LOGIN: hunter2 is what it is\n");
    outcome =
        Command.conveyor("validate", "pipeline.yaml", "--env-file", "bad.env").in(scratch).run();
    assertEquals(2, outcome.exitCode(), outcome.errors());
    assertEquals(
        "conveyor: --env-file bad.env:1: this line is not NAME=value, a comment, or empty\n",
        outcome.errors());
    requireNone(outcome.errors());
    outcome = Command.conveyor("validate", "pipeline.yaml").in(scratch).run();
    assertEquals(2, outcome.exitCode(), outcome.errors());
    assertTrue(
        outcome.errors().contains("${LOGIN} is not set; set it in the environment"),
        outcome.errors());
  }
}
