package io.conveyor.processes.rundir;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.DurableRun;
import io.conveyor.control.Alive;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.mapped.SealedFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of a run that outlives its launcher. Besides what every run directory has:
 *
 * <pre>
 *   lock         locked by the launcher for as long as it lives
 *   owner        who that is, for messages
 *   workers      locked by each worker for as long as it lives
 *   begun        when the first launcher began the run, and since which start of the machine what
 *                is mapped has been in memory
 *   fingerprint  what the run was begun with, sealed; written last: without it there is nothing to
 *                resume
 * </pre>
 */
public final class DurableDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(DurableDirectory.class);
  private static final String FINGERPRINT = "fingerprint";
  private static final long MAGIC = 0x46494e4745520001L;
  private static final String OWNER = "owner";
  private static final String LOCK = "lock";
  private static final String BEGUN = "begun";
  private static final String BOOT = "boot";
  private static final String WORKERS = "workers";
  private static final Set<String> SYNCED = Set.of(LOCK, OWNER, WORKERS, FINGERPRINT, BEGUN);

  private final Path path;
  private final RunDirectory directory;
  private final boolean resumed;
  private final Properties begun;

  private DurableDirectory(Path path, RunDirectory directory, boolean resumed, Properties begun) {
    this.path = path;
    this.directory = directory;
    this.resumed = resumed;
    this.begun = begun;
  }

  /**
   * Opens a directory: makes it, or takes it over from a launcher that is gone.
   *
   * @throws ConveyorException if its launcher is not gone, or it is something else, or there must
   *     be a run in it and is none
   */
  public static DurableDirectory open(DurableRun run) throws IOException {
    Path path = Path.of(run.place()).toAbsolutePath().normalize();
    if (run.resume() && !Files.exists(path.resolve(FINGERPRINT))) {
      throw new ConveyorException(
          Category.USAGE, path + ": there is no run to resume: it has ended, or was never begun");
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      requireOurs(path);
    } else {
      Path parent = path.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      PrivateFiles.createDirectory(path);
    }
    RunDirectory directory = new RunDirectory(path, lock(path));
    directory.keep(true);
    Alive.create(path);
    Alive.awaitNone(path);
    boolean resumed = Files.exists(path.resolve(FINGERPRINT));
    if (!resumed) {
      clear(path);
      Properties properties = new Properties();
      properties.setProperty(BEGUN, Instant.now().toString());
      properties.setProperty(BOOT, Boot.id());
      write(path.resolve(BEGUN), properties);
    }
    Properties begun = read(path.resolve(BEGUN));
    requireTime(path.resolve(BEGUN), begun.getProperty(BEGUN, "nothing"));
    DurableDirectory opened = new DurableDirectory(path, directory.removedAtExit(), resumed, begun);
    if (opened.isOutOfDate()) {
      opened.removeMapped();
    }
    return opened;
  }

  private static void requireTime(Path file, String text) {
    try {
      Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new ConveyorException(
          Category.CORRUPT, "%s: expected a time, found %s".formatted(file, text), e);
    }
  }

  private static void requireOurs(Path path) throws IOException {
    String distrust = PrivateFiles.distrust(path);
    if (distrust != null) {
      throw new ConveyorException(
          Category.USAGE, path + ": a run cannot be kept there: it " + distrust);
    }
    try (Stream<Path> entries = Files.list(path)) {
      if (!Files.exists(path.resolve(LOCK)) && entries.findAny().isPresent()) {
        throw new ConveyorException(
            Category.USAGE,
            path
                + ": holds something else than a run; choose a directory that is empty or not there");
      }
    }
    PrivateFiles.restrict(path);
  }

  private static FileChannel lock(Path path) throws IOException {
    Path file = path.resolve(LOCK);
    if (!Files.exists(file)) {
      PrivateFiles.write(file, new byte[0]);
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (!locks(channel)) {
      channel.close();
      throw new ConveyorException(
          Category.USAGE,
          "%s: its run is alive, in process %s; wait for it, or end it"
              .formatted(path, owner(path)));
    }
    byte[] owner = Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8);
    new SealedFile(path.resolve(OWNER), MAGIC).write(owner, owner.length);
    return channel;
  }

  private static String owner(Path path) throws IOException {
    byte[] owner = new SealedFile(path.resolve(OWNER), MAGIC).read();
    return owner == null ? "unknown" : new String(owner, UTF_8);
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // It is this process that has it.
    }
  }

  /** Whatever a launcher had begun to prepare when it was killed. */
  private static void clear(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      List<Path> all = entries.toList();
      for (Path entry : all) {
        String name = String.valueOf(entry.getFileName());
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          RunDirectory.delete(entry);
        } else if (!List.of(LOCK, OWNER, WORKERS).contains(name)) {
          Files.delete(entry);
        }
      }
    }
  }

  public RunDirectory directory() {
    return directory;
  }

  /** Returns when the run was begun, by this launcher or the first before it. */
  public Instant begun() {
    return Instant.parse(begun.getProperty(BEGUN));
  }

  /**
   * Returns whether the machine was started anew since the run was under way: then nothing is left
   * of it but what was synced.
   */
  public boolean isOutOfDate() {
    return resumed && !begun.getProperty(BOOT, "").equals(Boot.id());
  }

  /** What was lost is made anew: until the machine is started again, it can be relied on. */
  public void upToDate() throws IOException {
    begun.setProperty(BOOT, Boot.id());
    write(path.resolve(BEGUN), begun);
  }

  /** Removes what was not synced, and so may be anything. */
  private void removeMapped() throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      for (Path entry : entries.toList()) {
        String name = String.valueOf(entry.getFileName());
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          RunDirectory.delete(entry);
        } else if (!SYNCED.contains(name) && !Checkpoint.isPartOf(name)) {
          Files.delete(entry);
        }
      }
    }
  }

  /** Returns whether there is a run to go on with. */
  public boolean isResumed() {
    return resumed;
  }

  /**
   * Checks that a run is gone on with by what it was begun with.
   *
   * @param current what there is now, by what it is of
   * @throws ConveyorException if anything is different, with all that is
   */
  public void requireSame(Map<String, String> current) throws IOException {
    Properties before = read(path.resolve(FINGERPRINT));
    Map<String, String> all = new TreeMap<>(current);
    before.stringPropertyNames().forEach(name -> all.putIfAbsent(name, ""));
    List<String> different =
        all.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(before.getProperty(entry.getKey(), "")))
            .map(
                entry ->
                    before.containsKey(entry.getKey())
                        ? entry.getKey()
                            + (entry.getValue().isEmpty() ? " is gone" : " has changed")
                        : entry.getKey() + " is new")
            .toList();
    if (!different.isEmpty()) {
      throw new ConveyorException(
          Category.USAGE,
          "%s: the run there cannot be gone on with: %s; restore what it was begun with, or remove the directory to begin anew"
              .formatted(path, String.join("; ", different)));
    }
    LOG.debug("resuming {}", path);
  }

  /** Everything is prepared: from here on the run can be gone on with. */
  public void begin(Map<String, String> fingerprint) throws IOException {
    Properties all = new Properties();
    all.putAll(fingerprint);
    write(path.resolve(FINGERPRINT), all);
  }

  /** The run has ended well: nothing of it is needed any more. */
  public void end() throws IOException {
    Files.deleteIfExists(path.resolve(FINGERPRINT));
    PrivateFiles.forceDirectory(path);
    directory.keep(false);
  }

  private static Properties read(Path path) throws IOException {
    SealedFile file = new SealedFile(path, MAGIC);
    byte[] content = file.read();
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(content == null ? "" : new String(content, UTF_8)));
    } catch (IllegalArgumentException e) {
      throw file.corrupt(String.valueOf(e.getMessage()));
    }
    return properties;
  }

  private static void write(Path file, Properties properties) throws IOException {
    StringWriter text = new StringWriter();
    properties.store(text, null);
    new SealedFile(file, MAGIC).writeForced(text.toString().getBytes(UTF_8));
  }
}
