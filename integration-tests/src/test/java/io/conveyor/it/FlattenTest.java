package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that give several blocks for one, as pipeline files name them, on both engines. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class FlattenTest {

  private static final String SOURCE =
      """
      import java.util.*;
      import java.util.stream.*;
      import io.conveyor.*;

      class Flat {
        static Stream<String> words(String line) { return Stream.of(line.split(" ")); }
        static Stream<String> split(String line, String by) { return Stream.of(line.split(by)); }
        static IntStream lengths(String line) { return words(line).mapToInt(String::length); }
        static Iterator<String> iterator(String line) { return words(line).iterator(); }
        static Iterable<String> iterable(String line) { return words(line).toList(); }
        static Optional<String> longOnly(String line) {
          return Optional.of(line).filter(l -> l.length() > 3);
        }
        static OptionalInt length(String line) { return OptionalInt.of(line.length()); }
        static List<String> list(String line) { return words(line).toList(); }

        static class Words implements Job<String, Stream<String>> {
          @Override public Stream<String> run(String line) { return words(line); }
        }
        static class Long implements Job<String, Optional<String>> {
          @Override public Optional<String> run(String line) { return longOnly(line); }
        }
        @StageDefaults(flatten = true)
        static class Both implements Job<List<String>, List<String>> {
          @Override public List<String> run(List<String> window) { return window; }
        }
      }
      """;

  @TempDir private Path directory;

  private Command.Outcome run(String engine, String stages) throws Exception {
    Files.writeString(directory.resolve("Flat.java"), SOURCE);
    Path file =
        Files.writeString(
            directory.resolve("flat.yaml"),
            "sources: [Flat.java]\nstages:\n%sinput: [a bcd, '', ef]\n".formatted(stages));
    return InProcess.run("", "run", file.toString(), "--engine", engine);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Flat::words, a|bcd||ef",
    "'Flat::split, with: [b]', a |cd||ef",
    "Flat::lengths, 1|3|0|2",
    "Flat::iterator, a|bcd||ef",
    "Flat::iterable, a|bcd||ef",
    "Flat::longOnly, a bcd",
    "Flat::length, 5|0|2",
    "Flat::list, '[a, bcd]|[]|[ef]'",
    "'Flat::list, flatten: true', a|bcd||ef",
    "Flat.Words, a|bcd||ef",
    "Flat.Long, a bcd",
    "'Flat.Both, window: 2', a bcd|||ef",
    "'java.lang.String::chars', 97|32|98|99|100|101|102",
    "'java.lang.String::lines', a bcd|ef"
  })
  void givesEachBlockOfWhatHoldsSeveral(String job, String expected) throws Exception {
    String stage = "  - {processor: '%s'%s}\n".formatted(job.split(", ")[0], rest(job));
    for (String engine : new String[] {"processes", "sequential"}) {
      Command.Outcome outcome = run(engine, stage);
      assertEquals(0, outcome.exitCode(), outcome.errors());
      assertEquals(expected.replace('|', '\n') + "\n", outcome.output(), engine);
    }
  }

  private static String rest(String job) {
    int comma = job.indexOf(", ");
    return comma < 0 ? "" : job.substring(comma);
  }
}
