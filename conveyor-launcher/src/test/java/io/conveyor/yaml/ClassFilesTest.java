package io.conveyor.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.conveyor.InvalidPipelineException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a pipeline file may say that its classes are. */
class ClassFilesTest {

  @TempDir private Path directory;

  @BeforeEach
  void writeSources() throws IOException {
    Path deep = Files.createDirectories(directory.resolve("src/deep/er"));
    source(directory.resolve("src"), "First", "return Second.twice(n);");
    source(deep, "Second", "return 2 * n;");
    Files.writeString(deep.resolve("notes.txt"), "no Java");
    Files.createDirectory(directory.resolve("empty"));
  }

  private static Path source(Path where, String name, String body) throws IOException {
    return Files.writeString(
        where.resolve(name + ".java"),
        "public class %s { public static int twice(int n) { %s } }".formatted(name, body));
  }

  /** Compiles a class into a jar of its own. */
  private void jar(String name) throws IOException {
    Path lib = Files.createDirectories(directory.resolve("lib"));
    Path out = Files.createTempDirectory(directory, "out");
    Path source = source(out, name, "return 2 * n;");
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()));
    try (OutputStream file = Files.newOutputStream(lib.resolve(name + ".jar"));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry(name + ".class"));
      zip.write(Files.readAllBytes(out.resolve(name + ".class")));
    }
  }

  private void load(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("p.yaml"), text);
    PipelineFile.load(file, List.of()).close();
  }

  private String refusal(String text) {
    InvalidPipelineException refused =
        assertThrows(InvalidPipelineException.class, () -> load(text));
    return String.valueOf(refused.getMessage()).lines().findFirst().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sources: src",
        "sources: [src]",
        "sources: [src/First.java, src/deep]",
        "sources: [src/First.java, src/deep/er/Second.java]"
      })
  void sourcesAreFilesAndDirectories(String sources) throws IOException {
    load(sources + "\nstages: [{processor: First::twice}]\n");
  }

  @Test
  void aSingleSourceNeedsNoList() throws IOException {
    load("sources: src/deep/er/Second.java\nstages: [{processor: Second::twice}]\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lib/*", "[lib/*]", "[lib/A.jar, lib/B.jar]", "['lib/*', lib/A.jar]"})
  void aStarStandsForAllJarsOfADirectory(String classpath) throws IOException {
    jar("A");
    jar("B");
    load("classpath: " + classpath + "\nstages: [{processor: A::twice}, {processor: B::twice}]\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "classpath: empty/* | p.yaml:1:12: classpath: there is no jar in DIR/empty",
        "classpath: none/* | p.yaml:1:12: classpath: no such file: DIR/none",
        "sources: empty | p.yaml:1:10: sources: there is no Java file in DIR/empty",
        "sources: [src/none] | p.yaml:1:11: sources: no such file: DIR/src/none"
      })
  void whatIsNotThereIsAnError(String line, String expected) {
    String refusal = refusal(line + "\nstages: [{processor: identity}]\n");
    assertEquals(directory + "/" + expected.replace("DIR", directory.toString()), refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lib/A.jar", "lib/*"})
  void aDamagedJarIsAnError(String classpath) throws IOException {
    jar("A");
    Path jar = directory.resolve("lib/A.jar");
    byte[] bytes = Files.readAllBytes(jar);
    Files.write(jar, Arrays.copyOf(bytes, bytes.length - 30));
    String refusal = refusal("classpath: " + classpath + "\nstages: [{processor: identity}]\n");
    assertTrue(
        refusal.startsWith(
            directory + "/p.yaml:1:12: classpath: is no jar that can be read: " + jar + ": "),
        refusal);
  }

  /** The jar's table is whole, and what it lists is not: nobody has misspelled anything. */
  @Test
  void aDamagedClassIsNoneThatIsMissing() throws IOException {
    jar("A");
    Path jar = directory.resolve("lib/A.jar");
    byte[] bytes = Files.readAllBytes(jar);
    int data = 30 + "A.class".length(); // Behind what the zip format has before a file's content.
    Arrays.fill(bytes, data, data + 16, (byte) 0x5A);
    Files.write(jar, bytes);
    String refusal = refusal("classpath: lib/*\nstages: [{processor: A::twice}]\n");
    assertTrue(
        refusal.startsWith(
            "%s/p.yaml:2:22: class 'A' is damaged: jar:file:%s!/A.class: "
                .formatted(directory, jar)),
        refusal);
  }

  @Test
  void aDirectoryOfJarsAloneIsAnErrorThatNamesTheStar() throws IOException {
    jar("A");
    assertEquals(
        directory
            + "/p.yaml:1:12: classpath: holds nothing but jars, which are not looked into: "
            + directory
            + "/lib; write 'lib/*' for all of them",
        refusal("classpath: lib\nstages: [{processor: identity}]\n"));
    Files.writeString(directory.resolve("lib/some.properties"), "");
    load("classpath: lib\nstages: [{processor: identity}]\n");
  }

  @Test
  void classesOfJavaLangNeedNoPackage() throws IOException {
    load(
        "stages: [{processor: 'String::strip'}, {processor: 'Double::parseDouble'}, {processor: 'Math::sqrt'}]\n");
  }

  @Test
  void ownClassesGoBeforeThoseOfJavaLang() throws IOException {
    source(directory, "Math", "return 2 * n;");
    load("sources: Math.java\nstages: [{processor: 'Math::twice'}]\n");
  }

  /** Root may read everything. */
  @Test
  void saysWhatOfADirectoryCannotBeRead() throws IOException {
    Path closed = Files.createDirectory(directory.resolve("src/closed"));
    Files.setPosixFilePermissions(closed, Set.of());
    try {
      assumeFalse(Files.isReadable(closed), "everything can be read");
      String message = refusal("sources: src\nstages: [{processor: identity}]\n");
      assertTrue(message.contains("sources: cannot be read: java.nio.file.AccessDenied"), message);
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void namesTheTopOfAllDirectories() {
    String message = refusal("classpath: '/*'\nstages: [{processor: identity}]\n");
    assertTrue(message.endsWith("there is no jar in /"), message);
  }
}
