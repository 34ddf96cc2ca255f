package io.conveyor.deadletters;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.PipelineSettings;
import io.conveyor.RemoteException;
import io.conveyor.codec.BatchEncoder;
import io.conveyor.codec.BlockCodec;
import io.conveyor.face.Face;
import io.conveyor.mapped.Room;
import io.conveyor.secret.Secrets;
import io.conveyor.spi.DeadLetters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where an open pipeline dead-letters blocks: a directory. Thread-safe. */
public final class DeadLetterBox implements DeadLetters {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String pipeline;
  private final Path directory;
  private final long limit;
  private final boolean forced;
  private final ClassLoader classLoader;
  private final int largestBlockBytes;
  private final String codec;
  private final UnaryOperator<String> masking;
  private final String opened;
  private @Nullable DeadLetterDirectory letters;
  private long used;

  /**
   * Returns the box of a pipeline; nothing is written before the first letter.
   *
   * @param opened when the pipeline was opened; a run that outlives its launcher keeps the time of
   *     the first, so that a block that is dead-lettered once more replaces itself
   */
  public static DeadLetterBox of(String pipeline, PipelineSettings settings, Instant opened) {
    return new DeadLetterBox(pipeline, settings, STAMP.format(opened));
  }

  /** Returns where the dead letters of a pipeline are, once there are some. */
  public static Path directory(String pipeline, PipelineSettings settings) {
    Path chosen = settings.deadLetters();
    return chosen != null ? chosen : Path.of(pipeline + ".dead-letters");
  }

  private DeadLetterBox(String pipeline, PipelineSettings settings, String opened) {
    this.pipeline = pipeline;
    this.opened = opened;
    this.directory = directory(pipeline, settings);
    this.limit = settings.deadLetterBytes();
    this.forced = settings.durable() != null;
    this.classLoader = settings.classLoader();
    this.masking = settings.masking();
    this.largestBlockBytes = Math.toIntExact(settings.largestBlockBytes());
    this.codec = BlockCodec.create(classLoader, largestBlockBytes).fingerprint();
  }

  @Override
  public void put(Letter letter, Object block) {
    BatchEncoder one = BlockCodec.create(classLoader, largestBlockBytes).encoder();
    one.add(block);
    putEncoded(letter, Arrays.copyOf(one.bytes(), one.size()));
  }

  /**
   * Keeps a block that is encoded already, replacing what is there of it.
   *
   * @param letter what is known
   * @param block the block, encoded as a batch of one
   * @throws ConveyorException if there is no room, or it cannot be written
   */
  public synchronized void putEncoded(Letter letter, byte[] block) {
    try {
      DeadLetterDirectory open = open();
      requireRoom(block.length);
      used += open.write(describe(letter), block, crash(letter.crashFile()));
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES,
          "stage '%s': block %s cannot be dead-lettered in %s: %s; choose another directory with %s"
              .formatted(
                  letter.stage(),
                  letter.block(),
                  directory,
                  Room.why(e, directory),
                  Face.setting("dead-letters")),
          e);
    }
  }

  /** A JVM writes down what it was started with, too. */
  private byte @Nullable [] crash(@Nullable Path file) throws IOException {
    if (file == null) {
      return null;
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return Secrets.maskedProperties(masking.apply(text)).getBytes(StandardCharsets.UTF_8);
  }

  private DeadLetter describe(Letter letter) {
    BlockId block = letter.block();
    String id = "%s-%s-%d-%d".formatted(opened, letter.stage(), block.origin(), block.sequence());
    RemoteException thrown = letter.thrown();
    return new DeadLetter(
        DeadLetter.VERSION,
        id,
        Instant.now().toString(),
        pipeline,
        letter.stage(),
        letter.worker(),
        letter.run(),
        block.toString(),
        letter.attempts(),
        thrown == null ? null : DeadLetter.Thrown.of(thrown, masking),
        letter.deaths().stream().map(masking).toList(),
        letter.crashFile() == null ? null : id + DeadLetterDirectory.CRASH,
        List.of(),
        codec);
  }

  /**
   * Returns when all that was dead-lettered would survive a loss of power.
   *
   * @throws IOException if that cannot be had
   */
  public synchronized void force() throws IOException {
    if (letters != null) {
      letters.force();
    }
  }

  /**
   * Removes what is there of blocks that will come again, whole or not.
   *
   * @param first for each pipe, the first block that will
   * @throws IOException if it cannot be removed
   */
  public synchronized void removeFrom(IntToLongFunction first) throws IOException {
    if (Files.isDirectory(directory)) {
      open().removeFrom(opened, first);
    }
  }

  private DeadLetterDirectory open() throws IOException {
    DeadLetterDirectory open = letters;
    if (open == null) {
      open = DeadLetterDirectory.create(directory, forced);
      used = open.bytes();
      letters = open;
    }
    return open;
  }

  /**
   * Keeps what a JVM wrote as it crashed, if no letter will have it.
   *
   * @return the copy
   * @throws ConveyorException if there is no room
   * @throws IOException if it cannot be written
   */
  public synchronized Path keep(Path crashFile) throws IOException {
    DeadLetterDirectory open = open();
    byte[] content = Objects.requireNonNull(crash(crashFile));
    requireRoom(content.length);
    used += content.length;
    return open.replace(String.valueOf(crashFile.getFileName()), content);
  }

  private void requireRoom(int bytes) {
    if (used + bytes > limit) {
      throw new ConveyorException(
          Category.RESOURCES,
          ("%s holds %d bytes of dead letters, and %d more would be over the limit of %d; look at them with"
                  + " 'conveyor dead-letters list', remove what is settled, or raise %s")
              .formatted(directory, used, bytes, limit, Face.setting("dead-letters: limit")));
    }
  }
}
