package io.conveyor.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.InvalidPipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a setting is said where it stands, before anything is started. */
class SettingPlacesTest {

  @TempDir private Path directory;

  private String problems(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("p.yaml"), text);
    InvalidPipelineException thrown =
        assertThrows(
            InvalidPipelineException.class, () -> PipelineFile.load(file, List.of()).close());
    return String.valueOf(thrown.getMessage()).replace(file + ":", "").replace(file.toString(), "");
  }

  /** In each, {@code @} stands before what is wrong. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "heap: @900000g | heap: the heaps of 1 workers come to 921600000 MiB, and this machine",
        "heap: @1k | heap '1024': must be at least 2097152 bytes, or no JVM starts with it",
        "heap: @1e30g | heap: must be a size",
        "workers: @1025 | workers 1025: must be from 1 to 1024",
        "workers: @3000000000 | workers: must be from 1 to 1024, but is 3000000000",
        "workers: @99999999999999999999 | workers: must be from 1 to 1024, but is",
        "jvm-args: @[-Xfoo] | jvm-args: no JVM starts with [-Xfoo]: Unrecognized option: -Xfoo",
        "jvm-args: @[-bad] | jvm-args: no JVM starts with [-bad]: Unrecognized option: -bad",
        "jvm-args: @['-XX:+NoSuch'] | jvm-args: no JVM starts with [-XX:+NoSuch]: Unrecognized VM"
            + " option 'NoSuch'",
        "jvm-args: @[-Xms1g, -Xmx512m] | jvm-args: no JVM starts with [-Xms1g, -Xmx512m]: Initial heap"
            + " size set to a larger value than the maximum heap size",
        "jvm-args: @[-ea, '-javaagent:none.jar=x'] | jvm-args: there is no agent none.jar"
      })
  void areSaid(String row) throws IOException {
    String[] parts = row.split(" \\| ", 2);
    int column = parts[0].indexOf('@') + 5;
    String said =
        problems("stages:\n  - processor: identity\n    " + parts[0].replace("@", "") + "\n");
    String message = parts[1];
    assertTrue(said.startsWith("3:" + column + ": "), said);
    assertTrue(said.contains(message), said);
  }

  @Test
  void argumentsThatAreFineStartNothingThatRunsCode() throws IOException {
    Path agent = Files.createFile(directory.resolve("agent.jar"));
    Path file =
        Files.writeString(
            directory.resolve("p.yaml"),
            """
            stages:
              - processor: identity
                heap: 64MiB
                jvm-args: [-XX:+UseParallelGC, -Xss512k, -Dx=y, -ea, '-javaagent:%s']
            """
                .formatted(agent));
    PipelineFile.load(file, List.of()).close();
  }

  @Test
  void thousandsOfStagesAreRefusedInNoTime() throws IOException {
    String text = "stages:\n" + "  - {processor: identity, heap: 1024GiB}\n".repeat(3_000);
    String said = Assertions.assertTimeout(Duration.ofSeconds(60), () -> problems(text));
    assertTrue(said.startsWith("2:33: row 1: identity: heap: the heaps of 3000 workers"), said);
    assertEquals(1, said.split("heaps of").length - 1, said);
  }

  @Test
  void aFileThatIsNoPipelineIsNotQuoted() throws IOException {
    Path secret = Files.writeString(directory.resolve("shadow"), "root:secret:0\nnext:hidden\n");
    String said = problems("stages:\n  - include: shadow\n");
    assertEquals(secret + ": is no pipeline file: it has no key 'stages' (included by 2:14)", said);
    for (String text :
        List.of(
            "- secret\n- hidden\n", "pass: 'secret\nnext: hidden\n", "a: secret\na: hidden\n")) {
      Files.writeString(secret, text);
      String quiet = problems("stages:\n  - include: shadow\n");
      assertFalse(quiet.contains("hidden") || quiet.contains("secret"), quiet);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x -> x + 1 | 2:16: processor 'x -> x + 1': a pipeline file cannot hold a lambda; write it"
            + " as a static method of a class, list the class's file under 'sources', and name it"
            + " as Class::method",
        "${NAME} | 2:16: ${NAME} is not set; set it in the environment or in a file for --env-file,"
            + " or write ${NAME:-default}",
        "Hidden::twice | 2:16: Hidden::twice(int) is private, and cannot be called from outside of"
            + " its class; leave that out"
      })
  void whatCannotBeNamedIsExplained(String row) throws IOException {
    Files.writeString(
        directory.resolve("Hidden.java"),
        "class Hidden { private static int twice(int n) { return 2 * n; } }");
    String[] parts = row.split(" \\| ", 2);
    String said = problems("stages:\n  - processor: " + parts[0] + "\nsources: Hidden.java\n");
    assertEquals(parts[1], said.lines().findFirst().orElseThrow());
    assertEquals(1, said.lines().filter(line -> line.startsWith("2:16")).count(), said);
  }

  @Test
  void sourcesThatAreNoneAreRefused() throws IOException {
    Files.writeString(directory.resolve("passwd"), "root:x:0:0\n");
    assertEquals(
        "1:10: sources: is no Java source file, whose name would end with .java: "
            + directory.resolve("passwd"),
        problems("sources: passwd\nstages: [pipe]\n").lines().findFirst().orElseThrow());
  }
}
