package io.conveyor.processes.rundir;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.DurableRun;
import io.conveyor.control.Alive;
import io.conveyor.control.Counters;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.memory.MappedMemory;
import io.conveyor.owned.OwnedDirectory;
import io.conveyor.owned.RunMarker;
import io.conveyor.owned.SealedProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of a run that outlives its launcher. Besides what every run directory has, there are:
 *
 * <pre>
 *   lock         locked by the launcher for as long as it lives; its marker says whether there is a
 *                run to resume
 *   owner        who that is, for messages
 *   workers      locked by each worker for as long as it lives
 *   begun        when the first launcher began the run, and since which start of the machine what
 *                is mapped has been in memory
 *   fingerprint  what the run was begun with, sealed
 *   manifest     which files have to be there to resume it, sealed
 *   results.dat, checkpoint.dat    see {@link KeptOffsets} and {@link Checkpoint}
 * </pre>
 *
 * Its sockets lie elsewhere: the path of the directory may be as long as it likes.
 */
public final class DurableStore implements RunStore {

  private static final Logger LOG = LoggerFactory.getLogger(DurableStore.class);
  private static final String BOOT = "boot";
  private static final Set<String> LOCKS =
      Set.of(DirectoryLock.LOCK, DirectoryLock.OWNER, RunFiles.WORKERS);
  private static final Set<String> SYNCED =
      Set.of(RunFiles.FINGERPRINT, RunFiles.BEGUN, RunFiles.MANIFEST);

  private final DurableRun run;
  private final OwnedDirectory directory;
  private final DirectoryLock lock;
  private final OwnedDirectory sockets;
  private final Properties begun;
  private final boolean resumed;
  private final Counters counters;
  private final Map<String, String> fingerprint = new HashMap<>();
  private @Nullable MappedMemory memory;

  private DurableStore(
      DurableRun run,
      OwnedDirectory directory,
      DirectoryLock lock,
      OwnedDirectory sockets,
      Properties begun,
      boolean resumed,
      Counters counters) {
    this.run = run;
    this.directory = directory;
    this.lock = lock;
    this.sockets = sockets;
    this.begun = begun;
    this.resumed = resumed;
    this.counters = counters;
  }

  /**
   * Makes a directory, or takes it over from a launcher that is gone. What fails leaves nothing
   * locked, and no directory that was not there before.
   *
   * @param participants how many participants there are
   * @throws ConveyorException if its launcher is not gone, or it is something else, or there must
   *     be a run in it and is none
   */
  public static RunStore open(DurableRun run, int participants) throws IOException {
    Path path = Path.of(run.place()).toAbsolutePath().normalize();
    boolean isNew = false;
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      requireTrusted(path);
    } else if (run.resume()) {
      throw nothingToResume(path);
    } else {
      make(path);
      isNew = true;
    }
    DirectoryLock lock = acquire(path, isNew);
    PrivateFiles.restrict(path);
    OwnedDirectory directory = OwnedDirectory.takeOver(path, lock.channel(), RunFiles::remove);
    boolean begun = lock.use() == RunMarker.Use.BEGUN;
    directory.keep(begun);
    try {
      if (run.resume() && !begun) {
        throw nothingToResume(path);
      }
      return open(run, directory, lock, participants);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static DirectoryLock acquire(Path path, boolean isNew) throws IOException {
    try {
      return DirectoryLock.acquire(path);
    } catch (IOException e) {
      if (isNew) {
        // Fails if anything is in it, which is not ours.
        var unused = path.toFile().delete();
      }
      throw e;
    }
  }

  private static ConveyorException nothingToResume(Path path) {
    return new ConveyorException(
        Category.USAGE, path + ": there is no run to resume: it has ended, or was never begun");
  }

  private static void make(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    PrivateFiles.createDirectory(path);
  }

  private static void requireTrusted(Path path) throws IOException {
    String distrust = PrivateFiles.distrust(path);
    if (distrust != null) {
      throw new ConveyorException(
          Category.USAGE, path + ": a run cannot be kept there: it " + distrust);
    }
  }

  private static RunStore open(
      DurableRun run, OwnedDirectory directory, DirectoryLock lock, int participants)
      throws IOException {
    Path path = directory.path();
    boolean resumed = lock.use() == RunMarker.Use.BEGUN;
    if (resumed) {
      RunFiles.requireWhole(path, true);
    }
    @Nullable Properties before = resumed ? readBegun(path) : null;
    boolean outOfDate = before != null && isOutOfDate(before);
    if (resumed) {
      RunFiles.requireWhole(path, outOfDate);
    }
    Alive.create(path);
    Alive.awaitNone(path);
    Properties begun = before == null ? begin(path, lock) : before;
    if (outOfDate) {
      // What was not synced may be anything.
      RunFiles.delete(
          path, name -> LOCKS.contains(name) || SYNCED.contains(name) || Checkpoint.isPartOf(name));
    }
    Counters counters = resumed && !outOfDate ? kept(path) : Counters.create(path, participants);
    return new DurableStore(run, directory, lock, Places.forSockets(), begun, resumed, counters);
  }

  /** The machine was started anew since: nothing is left of the run but what was synced. */
  private static boolean isOutOfDate(Properties begun) {
    return !begun.getProperty(BOOT, "").equals(Boot.id());
  }

  /** Removes what a launcher had begun to prepare when it was killed, and begins. */
  private static Properties begin(Path path, DirectoryLock lock) throws IOException {
    lock.mark(RunMarker.Use.PREPARED);
    RunFiles.delete(path, LOCKS::contains);
    Properties begun = new Properties();
    begun.setProperty(RunFiles.BEGUN, Instant.now().toString());
    begun.setProperty(BOOT, Boot.id());
    SealedProperties.write(path.resolve(RunFiles.BEGUN), begun);
    return begun;
  }

  private static Properties readBegun(Path path) throws IOException {
    Path file = path.resolve(RunFiles.BEGUN);
    Properties begun = SealedProperties.read(file);
    String text = begun.getProperty(RunFiles.BEGUN, "nothing");
    try {
      Instant.parse(text);
      return begun;
    } catch (DateTimeParseException e) {
      throw new ConveyorException(
          Category.CORRUPT, "%s: expected a time, found %s".formatted(file, text), e);
    }
  }

  private static Counters kept(Path path) {
    Counters counters = Counters.open(path);
    counters.forgetProcesses();
    return counters;
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
    return Instant.parse(begun.getProperty(RunFiles.BEGUN));
  }

  @Override
  public Counters counters() {
    return counters;
  }

  @Override
  public void prepare(RunContents contents, Rollback rollback) throws IOException {
    fingerprint.putAll(contents.fingerprint().get());
    fingerprint.putAll(run.begunWith());
    if (resumed) {
      requireSame();
      counters.requireParticipants(path(), contents.participants());
    }
    if (!resumed || (isOutOfDate(begun) && !restore(contents, rollback))) {
      contents.create(path());
    }
    memory = contents.openMemory(path());
    markUpToDate();
  }

  private void requireSame() throws IOException {
    Properties before = SealedProperties.read(path().resolve(RunFiles.FINGERPRINT));
    String differences = Fingerprint.differences(before, fingerprint);
    if (!differences.isEmpty()) {
      throw new ConveyorException(
          Category.USAGE,
          "%s: the run there cannot be resumed: %s; restore what it was begun with, or remove the directory to start over"
              .formatted(path(), differences));
    }
    LOG.trace("resuming {}", path());
  }

  /** Goes back to the last checkpoint; false if there is none. */
  private boolean restore(RunContents contents, Rollback rollback) throws IOException {
    int pipes = contents.pipes().size();
    Checkpoint last = Checkpoint.last(path(), pipes);
    if (last == null) {
      LOG.warn("the machine was restarted, and the run has no checkpoint: it starts over");
      rollback.to(pipe -> 0);
      return false;
    }
    LOG.warn(
        "the machine was restarted: resuming from the checkpoint at input {}",
        "%,d".formatted(last.inputs()));
    last.restore(
        path(),
        contents.pipes(),
        contents.sharedMemoryBytes() == 0 ? null : SharedMemory.file(path()));
    rollback.to(pipe -> pipe < pipes ? last.pipes().get(pipe).nextSequence() : Long.MAX_VALUE);
    return true;
  }

  /** What was lost is made anew: until the machine is started again, it can be relied on. */
  private void markUpToDate() throws IOException {
    if (isOutOfDate(begun)) {
      begun.setProperty(BOOT, Boot.id());
      SealedProperties.write(path().resolve(RunFiles.BEGUN), begun);
    }
  }

  /** Before that a failure leaves nothing that would have to be the same the next time. */
  @Override
  public void opened() throws IOException {
    if (!resumed) {
      Properties all = new Properties();
      all.putAll(fingerprint);
      SealedProperties.write(path().resolve(RunFiles.FINGERPRINT), all);
      RunFiles.writeManifest(path());
      lock.mark(RunMarker.Use.BEGUN);
      directory.keep(true);
    }
  }

  @Override
  public @Nullable MappedMemory memory() {
    return memory;
  }

  @Override
  public boolean outlivesLauncher() {
    return true;
  }

  @Override
  public boolean survivesPowerLoss() {
    return !run.sync().isZero();
  }

  @Override
  public void beforeExit(Runnable action) {
    directory.beforeExit(action);
  }

  @Override
  public void ended() throws IOException {
    lock.mark(RunMarker.Use.ENDED);
    directory.keep(false);
  }

  @Override
  public void close() {
    MappedMemory opened = memory;
    if (opened != null) {
      opened.close();
    }
    sockets.close();
    directory.close();
  }
}
