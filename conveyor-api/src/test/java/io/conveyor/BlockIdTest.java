package io.conveyor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockIdTest {

  @ParameterizedTest
  @CsvSource({
    "0:0,0,0",
    "3:17,3,17",
    "2147483647:9223372036854775807,2147483647,9223372036854775807"
  })
  void readsWhatItPrints(String text, int origin, long sequence) {
    BlockId id = new BlockId(origin, sequence);
    assertEquals(text, id.toString());
    assertEquals(id, BlockId.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "1",
        "1:",
        ":1",
        "-1:1",
        "1:-1",
        "+1:1",
        "1:1 ",
        "1:1:1",
        "1.a.1",
        "2147483648:1",
        "1:9223372036854775808",
        "1:12345678901234567890",
        "\u0661:1"
      })
  void refusesWhatIsNoId(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> BlockId.parse(text));
    assertTrue(refused.getMessage().contains("'" + text + "'"), refused.getMessage());
  }

  @Test
  void refusesNegativeNumbers() {
    assertThrows(IllegalArgumentException.class, () -> new BlockId(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> new BlockId(0, -1));
  }

  @Test
  void comparesByNumbersAndNotByText() {
    List<String> sorted =
        Stream.of("10:0", "9:10", "9:9")
            .map(BlockId::parse)
            .sorted()
            .map(BlockId::toString)
            .toList();
    assertEquals(List.of("9:9", "9:10", "10:0"), sorted);
  }
}
