package io.conveyor.processes.rundir;

import io.conveyor.control.Counters;
import io.conveyor.memory.MappedMemory;
import io.conveyor.owned.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The store of a run that goes away with its launcher. */
public final class EphemeralStore implements RunStore {

  private final OwnedDirectory directory;
  private final OwnedDirectory sockets;
  private final Counters counters;
  private final Instant begun = Instant.now();
  private @Nullable MappedMemory memory;

  private EphemeralStore(OwnedDirectory directory, OwnedDirectory sockets, Counters counters) {
    this.directory = directory;
    this.sockets = sockets;
    this.counters = counters;
  }

  /**
   * Makes a directory.
   *
   * @param chosen where to make it, or null to choose
   * @param bytes how much will be written there at the most
   * @param participants how many participants there are
   * @throws io.conveyor.ConveyorException if it cannot be made
   */
  public static RunStore open(@Nullable Path chosen, long bytes, int participants) {
    OwnedDirectory directory =
        OwnedDirectory.create(chosen != null ? chosen : Places.forRun(bytes));
    try {
      OwnedDirectory sockets =
          Places.hasRoomForSockets(directory) ? directory : Places.forSockets();
      try {
        return new EphemeralStore(
            directory, sockets, Counters.create(directory.path(), participants));
      } catch (RuntimeException e) {
        sockets.close();
        throw e;
      }
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  @Override
  public Path path() {
    return directory.path();
  }

  @Override
  public Path sockets() {
    return sockets.path();
  }

  @Override
  public Instant begun() {
    return begun;
  }

  @Override
  public Counters counters() {
    return counters;
  }

  @Override
  public void prepare(RunContents contents, Rollback rollback) {
    contents.create(path());
    memory = contents.openMemory(path());
  }

  /** There is nothing to resume. */
  @Override
  public void opened() {}

  @Override
  public @Nullable MappedMemory memory() {
    return memory;
  }

  @Override
  public boolean outlivesLauncher() {
    return false;
  }

  @Override
  public boolean survivesPowerLoss() {
    return false;
  }

  @Override
  public void beforeExit(Runnable action) {
    directory.beforeExit(action);
  }

  /** It goes away however the run has ended. */
  @Override
  public void ended() {}

  @Override
  public void close() throws IOException {
    MappedMemory opened = memory;
    if (opened != null) {
      opened.close();
    }
    if (sockets != directory) {
      sockets.close();
    }
    directory.close();
  }
}
