package io.conveyor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of JSON go into the types of jobs, and out of them, as people write them. */
class RowsOfJsonTest {

  private static final String SOURCE =
      """
      import java.math.BigDecimal;
      import java.math.BigInteger;
      import java.nio.file.Path;
      import java.time.*;
      import java.util.*;

      class Rows {
        enum Color { RED, GREEN }
        record Order(UUID id, LocalDate day, Color color, BigDecimal price, Path file,
            Optional<Integer> count) {}
        static class Plain {
          private String name;
          private Duration time;
        }
        record Whole(BigInteger count) {}
        static class Empty {}
        static class Cyclic { Cyclic self = this; }

        static Order order(Order order) { return order; }
        static BigInteger whole(Whole whole) { return whole.count(); }
        static Plain plain(Plain plain) { return plain; }
        static Map<String, Object> map(Map<String, Object> row) { return row; }
        static double plainNumber(double number) { return number; }
        static Object empty(Object row) { return new Empty(); }
        static Object cyclic(Object row) { return new Cyclic(); }
        static Object values(Object row) {
          return List.of(Instant.EPOCH, Period.ofDays(2), ZoneId.of("UTC"), DayOfWeek.MONDAY,
              new BigDecimal("1E+3"), OptionalInt.of(2), Optional.empty(), Color.RED);
        }
      }
      """;

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void writeSource() throws Exception {
    Files.writeString(directory.resolve("Rows.java"), SOURCE);
  }

  private int run(String job, String row) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("rows.yaml"),
            "engine: sequential\nsources: Rows.java\nstages: [{processor: 'Rows::%s'}]\n"
                .formatted(job));
    return Main.run(
        new String[] {
          "run", file.toString(), "--input-format", "jsonl", "--output-format", "jsonl"
        },
        new ByteArrayInputStream((row + "\n").getBytes(StandardCharsets.UTF_8)),
        out,
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "order | {\"id\":\"00000000-0000-0001-0000-000000000002\",\"day\":\"2024-02-29\",\"color\":\"RED\",\"price\":12.10,\"file\":\"a/b\",\"count\":3} | {\"id\":\"00000000-0000-0001-0000-000000000002\",\"day\":\"2024-02-29\",\"color\":\"RED\",\"price\":12.1,\"file\":\"a/b\",\"count\":3}",
        "order | {\"id\":\"00000000-0000-0001-0000-000000000002\",\"day\":\"2024-02-29\",\"color\":\"RED\",\"price\":\"12.10\",\"file\":\"a/b\"} | {\"id\":\"00000000-0000-0001-0000-000000000002\",\"day\":\"2024-02-29\",\"color\":\"RED\",\"price\":12.10,\"file\":\"a/b\",\"count\":null}",
        "plain | {\"name\":\"x\",\"time\":\"PT2S\"} | {\"name\":\"x\",\"time\":\"PT2S\"}",
        "map | {\"b\":[1,2.5],\"a\":{}} | {\"b\":[1,2.5],\"a\":{}}",
        "map | {\"a\":12345678901234567890.123456789,\"b\":[1e40,0.1,1e-400]} | {\"a\":12345678901234567890.123456789,\"b\":[1.0E40,0.1,0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001]}",
        "map | {\"a\":1e99999} | {\"a\":1E+99999}",
        "plainNumber | 3.14159265358979323846 | 3.141592653589793",
        "whole | {\"count\":1e30} | 1000000000000000000000000000000",
        "whole | {\"count\":1.5e1} | 15",
        "empty | {} | {}",
        "values | {} | [\"1970-01-01T00:00:00Z\",\"P2D\",\"UTC\",\"MONDAY\",1000,2,null,\"RED\"]"
      })
  void goIntoAndOutOfTypes(String job, String row, String expected) throws Exception {
    assertEquals(0, run(job, row), said());
    assertEquals(expected + "\n", out.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "[1,",
        "{'a': 1}",
        "{a: 1}",
        "[01]",
        "\"\\x\"",
        "{\"a\":1,\"a\":2}",
        "1 2",
        "+1",
        "/* */ 1"
      })
  void thatAreNotJsonAreRefusedWithoutWordsOfTheParser(String row) throws Exception {
    assertEquals(1, run("map", row));
    assertSpokenPlainly();
  }

  @ParameterizedTest
  @CsvSource({"1e999999999, 1E+999999999 (java.math.BigDecimal)", "1.5, 1.5 (java.lang.Double)"})
  void thatAreNoWholeNumbersOrHaveTooManyDigitsAreRefused(String number, String shown)
      throws Exception {
    assertEquals(1, run("whole", "{\"count\":" + number + "}"));
    assertTrue(
        said()
            .contains(
                "Rows::whole: the block's .count, %s, does not fit java.math.BigInteger"
                    .formatted(shown)),
        said());
  }

  @Test
  void nestedTooDeepAreRefusedWithoutWordsOfTheParser() throws Exception {
    assertEquals(1, run("map", "[".repeat(2000)));
    assertSpokenPlainly();
  }

  @Test
  void thatCannotBeWrittenAreRefusedWithoutWordsOfTheParser() throws Exception {
    assertEquals(1, run("cyclic", "{}"));
    assertSpokenPlainly();
  }

  private void assertSpokenPlainly() {
    for (String word :
        new String[] {
          "enable", "disable", "Feature", "ackson", "FAIL_ON", "StreamRead", "Constraints"
        }) {
      assertFalse(said().contains(word), said());
    }
  }
}
