package io.conveyor.cli.letters;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.PipelineSettings;
import io.conveyor.codec.BatchDecoder;
import io.conveyor.codec.BlockCodec;
import io.conveyor.deadletters.DeadLetter;
import io.conveyor.deadletters.DeadLetterDirectory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The blocks of letters, decoded. For one thread. */
public final class LetterBlocks {

  private final DeadLetterDirectory directory;
  private final BlockCodec codec;
  private final BatchDecoder decoder;

  /**
   * Creates what decodes them.
   *
   * @param directory where they are
   * @param classes finds their classes
   */
  public LetterBlocks(DeadLetterDirectory directory, ClassLoader classes) {
    this.directory = directory;
    this.codec = BlockCodec.create(classes, (int) PipelineSettings.MOST_BLOCK_BYTES);
    this.decoder = codec.decoder();
  }

  /**
   * Returns a letter's block.
   *
   * @throws ConveyorException if it cannot be decoded, with the reason
   */
  public Object of(DeadLetter letter) {
    if (!codec.fingerprint().equals(letter.codec())) {
      throw failure(
          letter,
          Category.RUN_FAILED,
          "encoded as %s, while this is %s; use the version of Conveyor, and of Java, that wrote it"
              .formatted(letter.codec(), codec.fingerprint()),
          null);
    }
    byte[] bytes = directory.block(letter);
    try {
      decoder.reset(bytes, 0, bytes.length, 1);
      return decoder.next();
    } catch (ConveyorException e) {
      String missing = missingClass(e);
      throw failure(
          letter,
          e.category(),
          missing == null
              ? String.valueOf(e.getMessage())
              : "its class %s is not here; name the pipeline file that has it, with --pipeline"
                  .formatted(missing),
          e);
    }
  }

  /** Returns the name of the class that was not there, if that is the reason of a failure. */
  public static @Nullable String missingClass(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClassNotFoundException || cause instanceof NoClassDefFoundError) {
        return cause.getMessage();
      }
    }
    return null;
  }

  private static ConveyorException failure(
      DeadLetter letter, Category category, String reason, @Nullable Throwable cause) {
    return new ConveyorException(
        category,
        "the block of dead letter '%s' cannot be decoded: %s".formatted(letter.id(), reason),
        cause);
  }

  /** Returns a block as text, if it has one; arrays as lists. */
  public static String text(Object block) {
    try {
      String bracketed = Arrays.deepToString(new Object[] {block});
      return bracketed.substring(1, bracketed.length() - 1);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return "(no text: its toString() throws " + e + ")";
    }
  }
}
