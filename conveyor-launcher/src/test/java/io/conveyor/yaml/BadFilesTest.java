package io.conveyor.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException.Category;
import io.conveyor.InvalidPipelineException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadFilesTest {

  private static final Path BAD = bad();

  @TempDir private Path directory;

  private static Path bad() {
    try {
      return Path.of(BadFilesTest.class.getResource("bad").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(BAD)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - 5))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** To write the expected text of new files, run with {@code -Dgolden.write=true} and review. */
  @ParameterizedTest
  @MethodSource("names")
  void saysEverythingThatIsWrong(String name) throws IOException {
    String said = problemsOf(BAD.resolve(name + ".yaml")).replace(BAD + "/", "") + "\n";
    Path expected = BAD.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(
          Path.of("src/test/resources/io/conveyor/yaml/bad").resolve(expected.getFileName()), said);
    }
    assertEquals(Files.readString(expected), said);
  }

  private static String problemsOf(Path file, String... overrides) {
    InvalidPipelineException thrown =
        assertThrows(
            InvalidPipelineException.class, () -> PipelineFile.load(file, List.of(overrides)));
    assertEquals(Category.USAGE, thrown.category());
    return String.valueOf(thrown.getMessage());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("p.yaml"), text);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertEquals("nowhere.yaml: no such file", problemsOf(Path.of("nowhere.yaml")));
  }

  @Test
  void namesTheOptionForInputsWhereAFileLooksLikeThem() throws IOException {
    String remedy = "; is it the pipeline file? Inputs are given with --input\n";
    Path words = Files.writeString(directory.resolve("words.txt"), "to be\nor not\n");
    assertEquals(
        words
            + ":1:1: must be a mapping with the key 'stages', but is the text 'to be or not'"
            + remedy
            + "    to be\n    ^",
        problemsOf(words));
    Path log = Files.writeString(directory.resolve("log"), "a: b: c\n");
    assertTrue(problemsOf(log).contains("not YAML: ") && problemsOf(log).contains(remedy));
    assertFalse(problemsOf(write("a: b: c\n")).contains("--input"));
  }

  @Test
  void refusesADirectory() {
    assertEquals(directory + ": is a directory", problemsOf(directory));
  }

  @Test
  void refusesAnEnormousFileUnread() throws IOException {
    Path file = directory.resolve("p.yaml");
    try (RandomAccessFile enormous = new RandomAccessFile(file.toFile(), "rw")) {
      enormous.setLength(100_000_000);
    }
    assertEquals(
        file
            + ": larger than 1048576 bytes, the limit of a pipeline file; give large inputs with"
            + " --input",
        problemsOf(file));
  }

  @Test
  void refusesTextThatIsNotUtf8() throws IOException {
    Path file = Files.write(directory.resolve("p.yaml"), new byte[] {'a', ':', '\n', (byte) 0xff});
    assertEquals(file + ": not UTF-8: byte 0xff at offset 3, in line 2", problemsOf(file));
  }

  @Test
  void refusesNestingThatWouldOverflowTheStack() throws IOException {
    assertTrue(
        problemsOf(write("stages: [pipe]\nx: " + "[".repeat(100_000)))
            .startsWith(directory + "/p.yaml:2:67: nests deeper than 64\n"));
  }

  @Test
  void refusesNumbersThatWouldTakeLongToRead() throws IOException {
    assertTrue(
        problemsOf(write("stages: [pipe]\ninput: [" + "9".repeat(500_000) + "]"))
            .startsWith(
                directory + "/p.yaml:2:9: a number of 500000 digits: at most 1000 are allowed\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stages.0.wokers=3 | unknown key 'wokers' in a processor; did you mean 'workers'?",
        "stages.7.workers=3 | stages has the items 0 to 0, and no '7'",
        "stages.-1.workers=3 | stages has the items 0 to 0, and no '-1'",
        "stages=3 | stages: must be a list, but is 3",
        "stages.0.wndow= | stages.0 has no 'wndow'; it has [processor, workers]",
        "stages.0.worker=~ | stages.0 has no 'worker'; did you mean 'workers'?",
        "stages.0.window.length=3 | stages.0 has no 'window'; it has [processor, workers]",
        "stages.0.window={lenth: 3} | window: unknown key 'lenth'; did you mean 'length'?; a window"
            + " has a length and a step",
        "stages.0.window={} | window: needs a length of at least 1",
        "stages[3].workers=2 | stages has the items 0 to 0, and no '3'",
        "stages.0.workers=none | workers: must be a whole number, but is the text 'none'",
        "stages.0.workers='' | workers: must be a whole number, but is the text ''",
        "stages.0.workers.x=1 | stages.0.workers is 1, and has no 'x'",
        "stage.0=1 | the file has no 'stage'; did you mean 'stages'?",
        "workers | must be path=value, such as stages.1.workers=4",
        "name=[ | not YAML: while parsing a flow node, expected the node content, but found"
            + " '<stream end>'"
      })
  void saysWhatIsWrongWithAnOverride(String row) throws IOException {
    String[] parts = row.split(" \\| ", 2);
    assertEquals(
        "--set " + parts[0] + ": " + parts[1],
        problemsOf(write("stages:\n  - processor: print\n    workers: 1\n"), parts[0]));
  }
}
