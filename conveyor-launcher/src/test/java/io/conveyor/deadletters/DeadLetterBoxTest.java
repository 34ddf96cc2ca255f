package io.conveyor.deadletters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.BlockId;
import io.conveyor.PipelineSettings;
import io.conveyor.codec.BatchDecoder;
import io.conveyor.codec.BlockCodec;
import io.conveyor.spi.DeadLetters;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    box.putEncoded(letter(block), new byte[1]);
  }

  private static DeadLetters.Letter letter(String block) {
    return new DeadLetters.Letter(
        "a-1", 0, 1, BlockId.parse(block), 1, null, List.of("died"), null);
  }

  @Test
  void replacesTheLetterOfTheSameBlockOfTheSamePipeline() {
    put(opened(THEN), "3:17");
    put(opened(THEN), "3:17");
    put(opened(THEN.plusMillis(1)), "3:17");
    assertEquals(List.of("20260131T102030.400Z-a-1-3-17", "20260131T102030.401Z-a-1-3-17"), ids());
  }

  @Test
  void takesBlocksOfAnEngineThatKnowsNoCodec() {
    PipelineSettings settings =
        PipelineSettings.defaults().toBuilder().deadLetters(temp.resolve("letters")).build();
    DeadLetters letters =
        new PipelineDefinition("p", Topology.of(List.of()), settings, Map.of()).deadLetters(THEN);
    letters.put(letter("3:17"), List.of("a", "b"));
    DeadLetterDirectory directory = DeadLetterDirectory.open(temp.resolve("letters"));
    DeadLetter kept = directory.list().get(0);
    assertEquals("20260131T102030.400Z-a-1-3-17", kept.id());
    assertEquals("3:17", kept.block());
    byte[] block = directory.block(kept);
    BatchDecoder decoder =
        BlockCodec.create(settings.classLoader(), (int) settings.largestBlockBytes()).decoder();
    decoder.reset(block, 0, block.length, 1);
    assertEquals(List.of("a", "b"), decoder.next());
  }

  @Test
  void masksPropertiesThatAreSecretsByNameInReportsOfCrashes() throws IOException {
    Path crash =
        Files.writeString(temp.resolve("hs_err_1.log"), "jvm_args: -Ddb.password=hunter2 -Da=b\n");
    Path kept = opened(THEN).keep(crash);
    assertEquals("jvm_args: -Ddb.password=*** -Da=b\n", Files.readString(kept));
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
