package io.conveyor.deadletters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.PipelineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterBoxTest {

  private static final Instant THEN = Instant.parse("2026-01-31T10:20:30.400Z");

  @TempDir private Path temp;

  private DeadLetterBox opened(Instant when) {
    PipelineSettings settings = PipelineSettings.defaults();
    return DeadLetterBox.of(
        "p",
        settings.toBuilder().deadLetters(temp.resolve("letters")).deadLetterLimit(10_000).build(),
        when);
  }

  private static void put(DeadLetterBox box, String block) {
    box.put(
        new DeadLetterBox.Facts("a-1", 0, 1, block, 1, null, List.of("died"), null), new byte[1]);
  }

  @Test
  void replacesTheLetterOfTheSameBlockOfTheSamePipeline() {
    put(opened(THEN), "3:17");
    put(opened(THEN), "3:17");
    put(opened(THEN.plusMillis(1)), "3:17");
    assertEquals(List.of("20260131T102030.400Z-a-1-3-17", "20260131T102030.401Z-a-1-3-17"), ids());
  }

  @Test
  void removesLettersOfBlocksThatWillComeAgainEvenIfTheyAreDamaged() throws IOException {
    DeadLetterBox box = opened(THEN);
    for (String block : List.of("0:4", "0:5", "0:600", "1:5")) {
      put(box, block);
    }
    put(opened(THEN.plusMillis(1)), "0:5");
    Path letters = temp.resolve("letters");
    Files.writeString(letters.resolve("20260131T102030.400Z-a-1-0-600.json"), "");
    Files.writeString(letters.resolve(".20260131T102030.400Z-a-1-0-7.json.new"), "");
    opened(THEN).removeFrom(pipe -> pipe == 0 ? 5 : 6);
    assertEquals(
        List.of(
            "20260131T102030.400Z-a-1-0-4",
            "20260131T102030.400Z-a-1-1-5",
            "20260131T102030.401Z-a-1-0-5"),
        ids());
    try (var files = Files.list(letters)) {
      assertEquals(6, files.count());
    }
  }

  private List<String> ids() {
    return DeadLetterDirectory.open(temp.resolve("letters")).list().stream()
        .map(DeadLetter::id)
        .toList();
  }
}
