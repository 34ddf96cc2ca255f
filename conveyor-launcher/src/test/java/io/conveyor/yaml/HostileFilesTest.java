package io.conveyor.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.InvalidPipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that try to do something else than to describe a pipeline. */
class HostileFilesTest {

  @TempDir private Path directory;

  private String refusal(String yaml) throws IOException {
    Path file = Files.writeString(directory.resolve("p.yaml"), yaml);
    return String.valueOf(
        assertThrows(InvalidPipelineException.class, () -> PipelineFile.load(file, List.of()))
            .getMessage());
  }

  @Test
  void compiledSourcesAreTheirOwnersAlone() throws IOException {
    Files.writeString(directory.resolve("Own.java"), "package own; public class Own {}");
    Path file =
        Files.writeString(directory.resolve("p.yaml"), "sources: [Own.java]\nstages: [pipe]\n");
    try (PipelineFile loaded = PipelineFile.load(file, List.of())) {
      Path classes =
          loaded.pipeline().settings().classPath().stream()
              .filter(entry -> Files.exists(entry.resolve("own/Own.class")))
              .findFirst()
              .orElseThrow();
      assertEquals("rw-------", modeOf(classes.resolve("own/Own.class")));
      assertEquals("rwx------", modeOf(classes.resolve("own")));
    }
  }

  private static String modeOf(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]",
        "!!java.lang.ProcessBuilder [touch, made]",
        "!<tag:yaml.org,2002:java.io.File> x",
        "!io.conveyor.Pipeline {}"
      })
  void tagsMakeNoObjects(String value) throws IOException {
    String refusal = refusal("stages: [pipe]\ninput: [" + value + "]\n");
    assertTrue(refusal.contains("p.yaml:2:"), refusal);
    assertTrue(refusal.contains("tag"), refusal);
  }

  @Test
  void loadingRunsNothing() throws IOException {
    Path made = directory.resolve("made");
    Files.writeString(
        directory.resolve("Eager.java"),
        """
        import java.nio.file.Files;
        import java.nio.file.Path;
        public class Eager {
          static {
            try {
              Files.createFile(Path.of("%s"));
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }
          public static int run(int n) { return n; }
        }
        """
            .formatted(made));
    Path file =
        Files.writeString(
            directory.resolve("p.yaml"),
            "sources: [Eager.java]\nengine: sequential\nstages: [{processor: \"Eager::run\"}]\n");
    try (PipelineFile loaded = PipelineFile.load(file, List.of())) {
      assertFalse(Files.exists(made));
      assertEquals(3, (Integer) loaded.pipeline().execute(List.of(3)));
      assertTrue(Files.exists(made), "it is not initialized at all");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "..", "a/b", "/etc/x", ".hidden", "a\\0b"})
  void namesLeadNowhere(String name) throws IOException {
    String refusal = refusal("name: \"" + name + "\"\nstages: [{processor: identity}]\n");
    assertTrue(refusal.contains("p.yaml:1:7: "), refusal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sources: [/dev/zero]", "sources: /dev/zero", "stages: [{include: /dev/zero}]"})
  void whatIsNoFileIsNotRead(String line) throws IOException {
    String stages = line.startsWith("stages") ? "" : "\nstages: [pipe]";
    assertTrue(refusal(line + stages + "\n").contains("is not a file: "));
  }

  @Test
  void whatIsAboveTheFileMayBeIncluded() throws IOException {
    Files.writeString(directory.resolve("common.yaml"), "stages: [{processor: identity}]");
    Path below = Files.createDirectory(directory.resolve("below"));
    Path file = Files.writeString(below.resolve("p.yaml"), "stages: [{include: ../common.yaml}]");
    PipelineFile.load(file, List.of()).close();
  }

  @Test
  void deadLettersAreNotKeptWhereALinkLeads() throws IOException {
    Files.createSymbolicLink(
        directory.resolve("letters"), Files.createDirectory(directory.resolve("d")));
    assertTrue(
        refusal("dead-letters: letters\nstages: [{processor: identity}]\n")
            .startsWith(
                directory
                    + "/p.yaml:1:15: dead-letters: dead letters cannot be kept in "
                    + directory.resolve("letters")
                    + ": it is a symbolic link"));
  }

  @Test
  void deadLettersAreNotKeptWhereOthersMayWrite() throws IOException {
    Path open = Files.createDirectory(directory.resolve("letters"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    String refusal =
        refusal("dead-letters: {directory: letters}\nstages: [{processor: identity}]\n");
    assertTrue(refusal.contains("can be written to by others (rwxrwxrwx)"), refusal);
  }
}
