package io.conveyor.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A failure says over what: enough to know the block by, and never more. */
class BlockSummaryTest {

  private record Person(String name, List<Integer> years) {}

  private static final class Silent {}

  @Test
  void showsValuesAsTheyAreWritten() {
    assertEquals("17", BlockSummary.of(17));
    assertEquals("\"a \\\"b\\\"\\n\"", BlockSummary.of("a \"b\"\n"));
    assertEquals("2024-02-29", BlockSummary.of(LocalDate.of(2024, 2, 29)));
    assertEquals("[\"a\", null, [true]]", BlockSummary.of(listOf("a", null, List.of(true))));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", 1);
    row.put("name", "ada");
    assertEquals("{\"id\": 1, \"name\": \"ada\"}", BlockSummary.of(row));
    assertEquals(
        "Person[name=\"ada\", years=[1815]]", BlockSummary.of(new Person("ada", List.of(1815))));
    assertEquals("Silent", BlockSummary.of(new Silent()));
    assertEquals("byte[]", BlockSummary.of(new byte[3]));
  }

  private static List<Object> listOf(Object... items) {
    return Collections.unmodifiableList(new ArrayList<>(java.util.Arrays.asList(items)));
  }

  @Test
  void cutsLongOnesAndLooksAtNoMoreOfThem() {
    assertEquals('"' + "x".repeat(99) + "…", BlockSummary.of("x".repeat(1_000_000)));
    assertEquals("BigInteger", BlockSummary.of(BigInteger.ONE.shiftLeft(10_000_000)));
    List<Integer> endless =
        new AbstractList<>() {
          @Override
          public Integer get(int index) {
            assertTrue(index < 200, "looked at item " + index);
            return index;
          }

          @Override
          public int size() {
            return Integer.MAX_VALUE;
          }
        };
    assertTrue(BlockSummary.of(endless).startsWith("[0, 1, 2, 3, "));
  }

  @Test
  void isNotEndlessForWhatHoldsItself() {
    List<Object> self = new ArrayList<>();
    self.add(self);
    assertEquals("[[[[ArrayList]]]]", BlockSummary.of(self));
  }

  @Test
  void takesNoHarmFromBlocksThatThrow() {
    List<Integer> hostile =
        new AbstractList<>() {
          @Override
          public Integer get(int index) {
            throw new IllegalStateException("not now");
          }

          @Override
          public int size() {
            return 1;
          }
        };
    assertEquals("[…", BlockSummary.of(hostile));
  }
}
