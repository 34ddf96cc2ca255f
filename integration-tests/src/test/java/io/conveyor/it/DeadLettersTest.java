package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.Version;
import io.conveyor.codec.BlockCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The installed command over blocks that crash their worker: aside, looked at, and run again. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class DeadLettersTest {

  private static final String EXAMPLE = "examples/crashing-parser.yaml";
  private static final List<Integer> POISONOUS = List.of(2500, 5000, 7500, 10_000);

  @TempDir private Path temp;

  private Command.Outcome conveyor(String line) throws Exception {
    return Command.shell(line.replace("LETTERS", temp.resolve("letters").toString())).run();
  }

  private Command.Outcome conveyorWell(String line) throws Exception {
    Command.Outcome outcome = conveyor(line);
    assertEquals(0, outcome.exitCode(), outcome.toString());
    return outcome;
  }

  @Test
  void everyDocumentArrivesOnceOrIsPutAsideWithEvidenceAndRunAgain() throws Exception {
    Command.Outcome run =
        conveyorWell("seq 10000 | conveyor run " + EXAMPLE + " --set dead-letters=LETTERS");
    assertLinesMatch(
        IntStream.rangeClosed(1, 10_000)
            .filter(n -> !POISONOUS.contains(n))
            .mapToObj(n -> "- Number " + n),
        run.output().lines());
    assertTrue(run.errors().contains("4 blocks are dead letters now"), run.errors());

    Path letters = temp.resolve("letters");
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(letters)));
    List<String> ids = ids();
    assertEquals(4, ids.size());
    for (String id : ids) {
      String crash = Files.readString(letters.resolve(id + ".hs_err.log"));
      assertTrue(crash.contains("SIGSEGV"), crash);
      assertTrue(crash.contains("CrashingParser.title"), crash);
    }
    String shown = conveyorWell("conveyor dead-letters show LETTERS " + ids.get(0)).output();
    assertTrue(shown.contains("ended by signal 6 (SIGABRT)"), shown);
    assertTrue(shown.contains(letters.resolve(ids.get(0) + ".hs_err.log").toString()), shown);
    assertTrue(shown.contains("<document><title>Number 2500"), shown);

    assertFailsAgainOnce(ids.get(1));
    assertComesThroughWhenFixed();
  }

  private List<String> ids() throws Exception {
    Command.Outcome list = conveyorWell("conveyor dead-letters list LETTERS");
    return list.output()
        .lines()
        .skip(1)
        .peek(line -> assertTrue(line.contains("SIGABRT"), line))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }

  private void assertFailsAgainOnce(String id) throws Exception {
    Command.Outcome retry =
        conveyorWell("conveyor dead-letters retry " + EXAMPLE + " --dead-letters LETTERS " + id);
    assertEquals("", retry.output());
    assertTrue(
        retry.errors().contains("stage 'parse': 0 of 1 came through, 1 failed again"),
        retry.errors());
    String json = conveyorWell("conveyor dead-letters list --json LETTERS | grep " + id).output();
    assertTrue(json.contains("\"attempts\":4,"), json);
    assertTrue(json.contains("\"earlier\":[{"), json);
    assertEquals(4, ids().size());
  }

  private void assertComesThroughWhenFixed() throws Exception {
    Command.Outcome retry =
        conveyorWell(
            "conveyor dead-letters retry "
                + EXAMPLE
                + " --dead-letters LETTERS --set"
                + " stages.1.processor=CrashingParser::titleFixed");
    assertEquals(
        POISONOUS.stream().map(n -> "- Number " + n + " (cut off)").toList(),
        retry.output().lines().toList());
    assertTrue(retry.errors().contains("4 of 4 came through"), retry.errors());
    Command.Outcome list = conveyorWell("conveyor dead-letters list LETTERS");
    assertEquals("", list.output());
    assertTrue(list.errors().contains("no dead letters"), list.errors());
    try (Stream<Path> left = Files.list(temp.resolve("letters"))) {
      assertEquals(List.of(".lock"), left.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void keepsTheCrashReportOfTheWorkerThatEndedARun() throws Exception {
    Command.Outcome outcome =
        conveyor(
            "echo 2500 | conveyor run "
                + EXAMPLE
                + " --set dead-letters=LETTERS --set stages.1.on-error=fail --set"
                + " stages.1.retries=0");
    assertEquals(4, outcome.exitCode(), outcome.errors());
    List<Path> kept = new ArrayList<>();
    try (Stream<Path> files = Files.list(temp.resolve("letters"))) {
      files.forEach(kept::add);
    }
    assertEquals(1, kept.size(), kept::toString);
    assertTrue(outcome.errors().contains("crash report kept as: " + kept.get(0)), outcome.errors());
    assertTrue(Files.readString(kept.get(0)).contains("CrashingParser.title"));
    assertFalse(outcome.output().contains("fatal error"), outcome.output());
  }

  /** A letter that somebody else has made may name any class that the command has. */
  @Test
  void lettersHoldNoObjectsOfTheLibrariesThatComeWithTheCommand() throws Exception {
    Path file = temp.resolve("numbers.yaml");
    Files.writeString(
        file,
        """
        name: numbers
        dead-letters: letters
        stages:
          - processor: java.lang.Integer::parseInt
            on-error: dead-letter
        input: [x]
        """);
    conveyorWell("cd " + temp + " && conveyor run numbers.yaml || true");
    Path block = only(temp.resolve("letters"), ".block");
    BlockCodec codec = BlockCodec.create(DeadLettersTest.class.getClassLoader(), 1 << 20);
    Files.write(block, codec.encode(new Version(4711, 2, 3, null, "group", "artifact")));
    for (String command : List.of("show LETTERS", "export LETTERS")) {
      String id = command.startsWith("show") ? " " + id(block) : "";
      Command.Outcome shown = conveyor("conveyor dead-letters " + command + id);
      String all = shown.output() + shown.errors();
      assertTrue(all.contains(Version.class.getName() + " is not mere data"), all);
      assertFalse(all.contains("4711"), all);
    }
  }

  private static Path only(Path directory, String suffix) throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  private static String id(Path block) {
    return block.getFileName().toString().replace(".block", "");
  }
}
