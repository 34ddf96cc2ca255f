package io.conveyor.deadletters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters on disk, whatever the process that writes them comes to. */
class LetterRetryTest {

  @TempDir private Path temp;
  private Path directory = Path.of("");
  private Path crash = Path.of("");

  @BeforeEach
  void putThreeAside() throws IOException {
    directory = temp.resolve("letters");
    crash = Files.writeString(temp.resolve("hs_err_7.log"), "crash");
    put(directory, "copy#2", 0, 1, crash);
    put(directory, "copy#2", 1, 2, null);
    put(directory, "copy#2", 2, 3, null);
  }

  private static void put(Path place, String stage, int position, int attempts, Path crashFile) {
    DeadLetterBox.of(
            "p",
            PipelineSettings.defaults().toBuilder()
                .deadLetters(place)
                .deadLetterLimit(10_000)
                .build(),
            Instant.now())
        .putEncoded(
            new DeadLetters.Letter(
                stage,
                0,
                1,
                new BlockId(0, position),
                attempts,
                null,
                List.of("died\n of it"),
                crashFile),
            new byte[] {(byte) position});
  }

  private DeadLetterDirectory letters() {
    return DeadLetterDirectory.open(directory);
  }

  @Test
  void keepsTheCrashReportBesideTheLetter() throws IOException {
    DeadLetter letter = letters().list().get(0);
    assertEquals("died", letter.reason());
    assertEquals("crash", Files.readString(letters().crashFile(letter)));
    assertNull(letters().crashFile(letters().list().get(1)));
    assertArrayEquals(new byte[] {0}, letters().block(letter));
  }

  @Test
  void settlesWhatCameThroughAndWhatFailedAgain() throws IOException {
    List<DeadLetter> tried = letters().list();
    try (LetterRetry retry = LetterRetry.begin(letters())) {
      put(retry.place(), "copy#2", 1, 4, crash);
      put(retry.place(), "later", 0, 1, null);
      assertEquals(tried, letters().list(), "nothing shows before");
      assertEquals(new LetterRetry.Outcome(2, 1, 1), retry.settle(tried));
    }
    List<DeadLetter> left = letters().list();
    assertEquals(List.of("copy#2", "later"), left.stream().map(DeadLetter::stage).toList());
    DeadLetter again = left.get(0);
    assertEquals(tried.get(1).id(), again.id());
    assertEquals("0:1", again.block());
    assertEquals(6, again.attempts());
    assertEquals(List.of(new DeadLetter.Earlier(tried.get(1).time(), 2, "died")), again.earlier());
    assertEquals("crash", Files.readString(letters().crashFile(again)));
    assertFalse(Files.exists(directory.resolve(tried.get(0).id() + ".hs_err.log")));
  }

  @Test
  void forgetsARunThatDidNotEndWell() {
    List<DeadLetter> tried = letters().list();
    try (LetterRetry retry = LetterRetry.begin(letters())) {
      put(retry.place(), "copy#2", 0, 1, null);
    }
    assertEquals(tried, letters().list());
    assertFalse(Files.exists(directory.resolve(".retry")));
  }

  /** What a process leaves that is killed between the decision and its last consequence. */
  @Test
  void doesTheRestOfWhatAKilledRetryHadSettled() throws IOException {
    List<DeadLetter> tried = letters().list();
    put(directory.resolve(".settled"), "later", 0, 1, null);
    Files.writeString(
        directory.resolve(".settled/.through.json"),
        "[\"%s\", \"gone already\"]".formatted(tried.get(0).id()).replace("gone already", "gone"));
    put(directory.resolve(".retry"), "copy#2", 1, 1, null);
    LetterRetry.begin(letters()).close();
    assertEquals(
        List.of("copy#2", "copy#2", "later"),
        letters().list().stream().map(DeadLetter::stage).toList());
    assertEquals(tried.subList(1, 3), letters().list().subList(0, 2));
    assertFalse(Files.exists(directory.resolve(".settled")));
    assertFalse(Files.exists(directory.resolve(".retry")));
  }

  @Test
  void isUnderWayOnceAtATime() {
    try (LetterRetry first = LetterRetry.begin(letters())) {
      ConveyorException busy =
          assertThrows(ConveyorException.class, () -> LetterRetry.begin(letters()).close());
      assertEquals(Category.RESOURCES, busy.category());
      assertTrue(first.place().startsWith(directory));
    }
    LetterRetry.begin(letters()).close();
  }

  @Test
  void refusesLettersOverTheLimitAndDamagedOnes() throws IOException {
    DeadLetterBox full =
        DeadLetterBox.of(
            "p",
            PipelineSettings.defaults().toBuilder()
                .deadLetters(directory)
                .deadLetterLimit(1)
                .build(),
            Instant.now());
    String problem = assertThrows(ConveyorException.class, () -> full.keep(crash)).getMessage();
    assertTrue(problem.contains("over the limit of 1"), problem);
    Path description = directory.resolve(letters().list().get(0).id() + ".json");
    Files.writeString(description, "{\"version\": 2}");
    assertEquals(
        Category.CORRUPT, assertThrows(ConveyorException.class, () -> letters().list()).category());
  }
}
