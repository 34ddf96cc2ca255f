package io.conveyor.deadletters;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.PipelineSettings;
import io.conveyor.RemoteException;
import io.conveyor.codec.BlockCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** Where an open pipeline puts blocks aside. Safe from any thread. */
public final class DeadLetterBox {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String pipeline;
  private final Path directory;
  private final long limit;
  private final boolean forced;
  private final String codec;
  private final String opened;
  private @Nullable DeadLetterDirectory letters;
  private long used;

  /**
   * Returns the box of a pipeline; nothing is written before the first letter.
   *
   * @param opened when the pipeline was opened; a run that outlives its launcher keeps the time of
   *     the first, so that what is put aside once more replaces itself
   */
  public static DeadLetterBox of(String pipeline, PipelineSettings settings, Instant opened) {
    return new DeadLetterBox(
        pipeline,
        STAMP.format(opened),
        directory(pipeline, settings),
        settings.deadLetterBytes(),
        settings.durable() != null,
        BlockCodec.create(settings.classLoader(), Math.toIntExact(settings.largestBlockBytes()))
            .fingerprint());
  }

  /** Returns where the dead letters of a pipeline are, once there are some. */
  public static Path directory(String pipeline, PipelineSettings settings) {
    Path chosen = settings.deadLetters();
    return chosen != null ? chosen : Path.of(pipeline + ".dead-letters");
  }

  private DeadLetterBox(
      String pipeline, String opened, Path directory, long limit, boolean forced, String codec) {
    this.pipeline = pipeline;
    this.opened = opened;
    this.directory = directory;
    this.limit = limit;
    this.forced = forced;
    this.codec = codec;
  }

  /**
   * What is to be told of a block.
   *
   * @param stage the stage
   * @param worker which worker of it
   * @param run the run
   * @param block the block's id
   * @param attempts how often it was tried
   * @param thrown what was thrown at last, if anything was
   * @param deaths how its workers died of it, if they did
   * @param crashFile what a JVM wrote of it as it crashed, if one did; is copied
   */
  public record Facts(
      String stage,
      int worker,
      long run,
      String block,
      int attempts,
      @Nullable RemoteException thrown,
      List<String> deaths,
      @Nullable Path crashFile) {

    DeadLetter toLetter(String pipeline, String opened, String codec) {
      String id = "%s-%s-%s".formatted(opened, stage, block.replace(':', '-'));
      return new DeadLetter(
          DeadLetter.VERSION,
          id,
          Instant.now().toString(),
          pipeline,
          stage,
          worker,
          run,
          block,
          attempts,
          thrown == null ? null : DeadLetter.Thrown.of(thrown),
          deaths,
          crashFile == null ? null : id + DeadLetterDirectory.CRASH,
          List.of(),
          codec);
    }
  }

  /**
   * Puts a block aside, replacing what is there of it.
   *
   * @param facts what is known
   * @param block the block, encoded as a batch of one
   * @throws ConveyorException if there is no room, or it cannot be written
   */
  public synchronized void put(Facts facts, byte[] block) {
    try {
      DeadLetterDirectory open = open();
      requireRoom(block.length);
      used += open.write(facts.toLetter(pipeline, opened, codec), block, facts.crashFile());
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES,
          "stage '%s': block %s cannot be put aside in %s: %s; choose another directory with dead-letters"
              .formatted(facts.stage(), facts.block(), directory, e),
          e);
    }
  }

  /**
   * Returns when all that was put aside would survive a loss of power.
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
    byte[] content = Files.readAllBytes(crashFile);
    requireRoom(content.length);
    used += content.length;
    return open.replace(String.valueOf(crashFile.getFileName()), content);
  }

  private void requireRoom(int bytes) {
    if (used + bytes > limit) {
      throw new ConveyorException(
          Category.RESOURCES,
          ("%s holds %d bytes of dead letters, and %d more would be over the limit of %d; look at them with"
                  + " 'conveyor dead-letters list', remove what is settled, or raise dead-letters: limit")
              .formatted(directory, used, bytes, limit));
    }
  }
}
