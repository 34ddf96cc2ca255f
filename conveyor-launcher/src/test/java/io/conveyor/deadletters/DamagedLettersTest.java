package io.conveyor.deadletters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.PipelineSettings;
import io.conveyor.spi.DeadLetters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptions of letters that are not what they should be: read, or refused with their names. */
class DamagedLettersTest {

  private static final int ROUNDS = 1_000;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @TempDir private Path directory;

  private Path putOne() {
    DeadLetterBox.of(
            "p",
            PipelineSettings.defaults().toBuilder()
                .deadLetters(directory)
                .deadLetterLimit(10_000)
                .build(),
            Instant.now())
        .putEncoded(
            new DeadLetters.Letter("s", 0, 1, new BlockId(0, 7), 1, null, List.of("died"), null),
            new byte[] {7});
    return directory.resolve(letters().list().get(0).id() + ".json");
  }

  private DeadLetterDirectory letters() {
    return DeadLetterDirectory.open(directory);
  }

  @Test
  void damagedDescriptionsAreReadOrRefused() throws IOException {
    Path file = putOne();
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = good.clone();
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
      Files.write(file, Arrays.copyOf(bytes, length));
      try {
        DeadLetter letter = letters().list().get(0);
        assertTrue(letter.position() >= 0 && !letter.reason().contains("\n"), "-Dseed=" + seed);
      } catch (ConveyorException e) {
        assertEquals(Category.CORRUPT, e.category(), "-Dseed=" + seed);
        assertTrue(e.getMessage().startsWith(file + ": "), () -> "-Dseed=" + seed + e.getMessage());
      } catch (RuntimeException | Error e) {
        throw new AssertionError("-Dseed=" + seed + ", round " + i, e);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "{\"version\": 1, \"id\": \"ID\"}",
        "{\"version\": 1, \"id\": \"ID\", \"time\": \"t\", \"pipeline\": \"p\","
            + " \"stage\": \"s\", \"codec\": \"c\", \"block\": \"0:99999999999999999999\"}",
        "{\"version\": 1, \"id\": \"ID\", \"time\": \"t\", \"pipeline\": \"p\","
            + " \"stage\": \"s\", \"codec\": \"c\", \"block\": \"../../etc:1\"}",
        "{\"version\": 1, \"id\": \"ID\", \"time\": \"t\", \"pipeline\": \"p\","
            + " \"stage\": \"s\", \"codec\": \"c\", \"block\": \"0:1\", \"deaths\": [null]}",
        "{\"version\": 1, \"id\": \"ID\", \"time\": \"t\", \"pipeline\": \"p\","
            + " \"stage\": \"s\", \"codec\": \"c\", \"block\": \"0:1\", \"exception\": {}}"
      })
  void foreignDescriptionsAreRefused(String text) throws IOException {
    Path file = putOne();
    String id = String.valueOf(file.getFileName()).replace(".json", "");
    Files.writeString(file, text.replace("ID", id));
    ConveyorException refused = assertThrows(ConveyorException.class, () -> letters().list());
    assertEquals(Category.CORRUPT, refused.category());
    assertTrue(refused.getMessage().startsWith(file + ": not a dead letter: "));
  }

  @Test
  void deeplyNestedDescriptionIsRefused() throws IOException {
    Path file = putOne();
    Files.writeString(file, "{\"deaths\": " + "[".repeat(500_000));
    assertEquals(
        Category.CORRUPT, assertThrows(ConveyorException.class, () -> letters().list()).category());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[null]", "[1, ", "[[1]]"})
  void damagedListOfSettledLettersIsRefusedAndKept(String text) throws IOException {
    putOne();
    Path settled = Files.createDirectory(directory.resolve(".settled"));
    Path list = Files.writeString(settled.resolve(".through.json"), text);
    ConveyorException refused =
        assertThrows(ConveyorException.class, () -> LetterRetry.begin(letters()).close());
    assertEquals(Category.CORRUPT, refused.category());
    assertTrue(refused.getMessage().startsWith(list + ": "), refused::getMessage);
    assertEquals(1, letters().list().size());
  }
}
