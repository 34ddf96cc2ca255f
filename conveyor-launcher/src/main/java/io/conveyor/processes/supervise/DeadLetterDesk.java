package io.conveyor.processes.supervise;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.control.ControlLink;
import io.conveyor.control.Frame;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.mapped.Room;
import io.conveyor.processes.plan.Blueprint;
import io.conveyor.processes.plan.Participant;
import io.conveyor.spi.DeadLetters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes dead letters of blocks, with what workers report of them and how workers died of them.
 * Thread-safe.
 */
public final class DeadLetterDesk {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterDesk.class);

  private final Blueprint blueprint;
  private final Path directory;
  private final DeadLetterBox box;
  private final CrashFiles crashes;

  /** The last block of each participant that is not tried again. */
  private final Map<Integer, Quarantine> quarantined = new ConcurrentHashMap<>();

  DeadLetterDesk(Blueprint blueprint, Path directory, DeadLetterBox box, CrashFiles crashes) {
    this.blueprint = blueprint;
    this.directory = directory;
    this.box = box;
    this.crashes = crashes;
  }

  /** A block will come whose deaths are known. */
  void quarantined(int participant, Quarantine quarantine) {
    Path crashFile = crashes.hold(quarantine.crashFile(), participant);
    quarantined.put(
        participant, new Quarantine(quarantine.block(), quarantine.deaths(), crashFile));
  }

  /** Keeps a block that lies in the run directory, and says so to its worker. */
  void keep(Frame.DeadLetter letter, ControlLink worker) {
    String problem = "";
    try {
      keep(letter);
    } catch (RuntimeException e) {
      problem = String.valueOf(e.getMessage());
    }
    try {
      worker.send(new Frame.Kept(problem));
    } catch (IOException e) {
      LOG.trace("the worker of {} is gone", letter, e);
    }
  }

  /**
   * Keeps a block that lies in the run directory.
   *
   * @throws ConveyorException if it cannot be kept
   */
  private void keep(Frame.DeadLetter letter) {
    Path file = letter.file(directory);
    try {
      keep(letter, Files.readAllBytes(file));
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES,
          "block %s cannot be dead-lettered: %s".formatted(letter.block(), Room.why(e, directory)),
          e);
    }
  }

  /**
   * Keeps a block that is at hand.
   *
   * @param block the block, encoded as a batch of one
   * @throws ConveyorException if it cannot be kept
   */
  public void keep(Frame.DeadLetter letter, byte[] block) {
    Participant participant = blueprint.participant(letter.participant());
    Quarantine guilty = guilty(letter);
    Path crashFile = guilty == null ? null : guilty.crashFile();
    List<String> deaths = guilty == null ? List.of() : guilty.deaths();
    box.putEncoded(
        new DeadLetters.Letter(
            participant.stage(),
            participant.worker(),
            letter.run(),
            letter.block(),
            Math.max(letter.tries(), deaths.size()),
            letter.throwable(),
            deaths,
            crashFile),
        block);
    if (crashFile != null) {
      CrashFiles.delete(crashFile);
    }
  }

  private @Nullable Quarantine guilty(Frame.DeadLetter letter) {
    Quarantine last = quarantined.get(letter.participant());
    return last != null && last.block().equals(letter.block()) ? last : null;
  }
}
