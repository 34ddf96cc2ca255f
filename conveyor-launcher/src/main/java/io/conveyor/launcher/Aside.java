package io.conveyor.launcher;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.control.Frame;
import io.conveyor.deadletters.DeadLetterBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Puts blocks aside, with what workers say of them and how workers died of them. Thread-safe. */
final class Aside {

  private final Blueprint blueprint;
  private final Path directory;
  private final DeadLetterBox box;

  /** The last block of each party that is not tried again. */
  private final Map<Integer, Recovery.Quarantine> quarantined = new ConcurrentHashMap<>();

  Aside(Blueprint blueprint, Path directory, DeadLetterBox box) {
    this.blueprint = blueprint;
    this.directory = directory;
    this.box = box;
  }

  /** A block will come whose deaths are known. */
  void quarantined(int party, Recovery.Quarantine quarantine) {
    quarantined.put(party, quarantine);
  }

  /**
   * Keeps a block that lies in the run directory.
   *
   * @throws ConveyorException if it cannot be kept
   */
  void keep(Frame.Aside aside) {
    Path file = directory.resolve("aside-" + aside.party() + ".block");
    try {
      keep(aside, Files.readAllBytes(file));
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES, "block %s cannot be put aside: %s".formatted(aside.blockId(), e), e);
    }
  }

  /** As above, for a block that is at hand. */
  void keep(Frame.Aside aside, byte[] block) {
    Party party = blueprint.party(aside.party());
    Recovery.@Nullable Quarantine known = quarantined.get(aside.party());
    List<String> deaths =
        known != null && known.block().equals(aside.blockId()) ? known.deaths() : List.of();
    box.put(
        new DeadLetterBox.Facts(
            party.stage(),
            party.worker(),
            aside.run(),
            aside.blockId(),
            Math.max(aside.tries(), deaths.size()),
            aside.throwable(),
            deaths),
        block);
  }
}
