package io.conveyor.cli.letters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.conveyor.cli.formats.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetterBlocksTest {

  @Test
  void blocksThatHoldThemselvesHaveNoText() {
    List<Object> block = new ArrayList<>();
    block.add(new ArrayList<>(List.of(block)));
    assertEquals(
        "(no text: its toString() throws java.lang.StackOverflowError)", LetterBlocks.text(block));
    assertNull(Json.tree(block));
  }

  @Test
  void arraysAreShownAsLists() {
    assertEquals("[1, [2]]", LetterBlocks.text(new Object[] {1, new int[] {2}}));
  }
}
