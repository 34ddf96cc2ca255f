package io.conveyor.processes.supervise;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.control.Frame;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.processes.plan.Blueprint;
import io.conveyor.processes.plan.Party;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Puts blocks aside, with what workers say of them and how workers died of them. Thread-safe. */
public final class Aside {

  private final Blueprint blueprint;
  private final Path directory;
  private final DeadLetterBox box;
  private final CrashFiles crashes;

  /** The last block of each party that is not tried again. */
  private final Map<Integer, Recovery.Quarantine> quarantined = new ConcurrentHashMap<>();

  public Aside(Blueprint blueprint, Path directory, DeadLetterBox box, CrashFiles crashes) {
    this.blueprint = blueprint;
    this.directory = directory;
    this.box = box;
    this.crashes = crashes;
  }

  /** A block will come whose deaths are known. */
  public void quarantined(int party, Recovery.Quarantine quarantine) {
    Path crashFile = crashes.hold(quarantine.crashFile(), party);
    quarantined.put(
        party, new Recovery.Quarantine(quarantine.block(), quarantine.deaths(), crashFile));
  }

  /**
   * Keeps a block that lies in the run directory.
   *
   * @throws ConveyorException if it cannot be kept
   */
  public void keep(Frame.DeadLetter letter) {
    Path file = letter.file(directory);
    try {
      keep(letter, Files.readAllBytes(file));
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES, "block %s cannot be put aside: %s".formatted(letter.block(), e), e);
    }
  }

  /** As above, for a block that is at hand. */
  public void keep(Frame.DeadLetter letter, byte[] block) {
    Party party = blueprint.party(letter.participant());
    Recovery.@Nullable Quarantine guilty = guilty(letter);
    Path crashFile = guilty == null ? null : guilty.crashFile();
    List<String> deaths = guilty == null ? List.of() : guilty.deaths();
    box.put(
        new DeadLetterBox.Facts(
            party.stage(),
            party.worker(),
            letter.run(),
            letter.block().toString(),
            Math.max(letter.tries(), deaths.size()),
            letter.throwable(),
            deaths,
            crashFile),
        block);
    if (crashFile != null) {
      CrashFiles.delete(crashFile);
    }
  }

  private Recovery.@Nullable Quarantine guilty(Frame.DeadLetter letter) {
    Recovery.@Nullable Quarantine last = quarantined.get(letter.participant());
    return last != null && last.block().equals(letter.block().toString()) ? last : null;
  }
}
