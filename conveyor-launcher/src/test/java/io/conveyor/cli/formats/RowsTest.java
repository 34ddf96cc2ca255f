package io.conveyor.cli.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowsTest {

  private static Rows rows(Format format) {
    return format.rows(new CsvDialect(',', '"', true));
  }

  private static final class Unwilling {
    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void resultsThatHoldThemselvesCannotBeWritten(Format format) {
    List<Object> result = new ArrayList<>();
    result.add(new ArrayList<>(List.of(result)));
    ConveyorException failure =
        assertThrows(ConveyorException.class, () -> rows(format).add(result, new LineBuffer()));
    assertTrue(
        String.valueOf(failure.getMessage())
            .startsWith("a result of class java.util.ArrayList cannot be written"),
        failure::getMessage);
  }

  /** Its text would be the name of its class, with a number. */
  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"JSONL", "CSV", "TSV"})
  void objectsThatHoldThemselvesCannotBeWritten(Format format) {
    ConveyorException failure =
        assertThrows(
            ConveyorException.class, () -> rows(format).add(new Selfish(), new LineBuffer()));
    assertTrue(
        String.valueOf(failure.getMessage())
            .startsWith(
                "a result of class io.conveyor.cli.formats.RowsTest$Selfish cannot be written"),
        failure::getMessage);
  }

  /** A result that holds itself. */
  public static final class Selfish {
    public Selfish getSelf() {
      return this;
    }
  }

  @Test
  void whatAResultThrowsIsSaid() {
    Rows rows = rows(Format.LINES);
    ConveyorException failure =
        assertThrows(ConveyorException.class, () -> rows.add(new Unwilling(), new LineBuffer()));
    assertEquals(
        "a result of class io.conveyor.cli.formats.RowsTest$Unwilling cannot be written:"
            + " java.lang.IllegalStateException: no text",
        failure.getMessage());
  }

  @Test
  void hugeDecimalsKeepTheirExponents() {
    assertEquals("1E+999999999", line(new BigDecimal("1e999999999")));
    assertEquals("1E-999999999", line(new BigDecimal("1e-999999999")));
    assertEquals("1000", line(new BigDecimal("1e3")));
  }

  @Test
  void whatHasSeveralValuesAndNoNamesIsARowWithoutAHeader() {
    assertEquals("a,1", line(Format.CSV, Map.entry("a", 1)));
    assertEquals("a,1", line(Format.CSV, new Object[] {"a", 1}));
    assertEquals("a,1", line(Format.CSV, List.of("a", 1)));
    assertEquals("a\tb", line(Format.TSV, new String[] {"a", "b"}));
  }

  private static String line(Object result) {
    return line(Format.LINES, result);
  }

  private static String line(Format format, Object result) {
    LineBuffer line = new LineBuffer();
    rows(format).add(result, line);
    return new String(line.copy(), StandardCharsets.UTF_8);
  }
}
