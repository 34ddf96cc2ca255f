package io.conveyor.processes.registry;

import io.conveyor.ConveyorException;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.owned.SealedProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the cards of all pipelines of this user are. Safe from any thread. */
public final class Registry {

  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
  private static final String SUFFIX = ".run";

  /** Another process may remove the empty directory while this one makes a file in it. */
  private static final int ATTEMPTS = 5;

  private Registry() {}

  /**
   * Makes a pipeline known. That nobody can see it is no reason not to run it.
   *
   * @param pipeline its name
   * @param begun when its run was begun
   * @param directory where its files are
   * @param durable whether it can be resumed
   * @param stages its stages
   * @param encoding how its blocks are read
   * @return its card's file; null if there is no place for one
   */
  public static @Nullable Path enter(
      String pipeline,
      Instant begun,
      Path directory,
      boolean durable,
      List<RunCard.Stage> stages,
      RunCard.Encoding encoding) {
    long own = ProcessHandle.current().pid();
    RunCard card =
        new RunCard(
            pipeline,
            own,
            Objects.requireNonNull(ProcessStart.of(own)),
            begun,
            directory.toAbsolutePath(),
            durable,
            stages,
            encoding);
    for (Path home : homes()) {
      try {
        return enter(card, home);
      } catch (IOException e) {
        LOG.trace("no card can be kept in {}", home, e);
      }
    }
    return null;
  }

  private static Path enter(RunCard card, Path home) throws IOException {
    Path file = home.resolve(name(card.directory()) + SUFFIX);
    for (int attempt = 1; ; attempt++) {
      try {
        makePrivate(home);
        SealedProperties.writeUnforced(file, card.written());
        sweep(home);
        return file;
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static String name(Path directory) {
    return UUID.nameUUIDFromBytes(directory.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static void makePrivate(Path home) throws IOException {
    try {
      PrivateFiles.createDirectory(home);
    } catch (FileAlreadyExistsException e) {
      String distrust = PrivateFiles.distrust(home);
      if (distrust != null) {
        throw new IOException(home + " " + distrust, e);
      }
    }
  }

  /** Removes a card, and the directory with the last one. */
  public static void leave(Path file) {
    try {
      Files.deleteIfExists(file);
      Path home = file.getParent();
      if (home != null && cards(home).isEmpty()) {
        Files.deleteIfExists(home);
      }
    } catch (IOException e) {
      LOG.trace("{} stays", file, e); // Another pipeline has its card there by now.
    }
  }

  /** Returns all pipelines that are open or can be resumed, those begun first before others. */
  public static List<KnownRun> runs() {
    List<KnownRun> all = new ArrayList<>();
    for (Path home : homes()) {
      try {
        sweep(home).stream().map(KnownRun::of).flatMap(Stream::ofNullable).forEach(all::add);
      } catch (IOException e) {
        LOG.trace("{} cannot be read", home, e);
      }
    }
    all.sort(Comparator.comparing((KnownRun run) -> run.card().begun()));
    return all;
  }

  /** Removes the cards of what is no more; returns the others. */
  private static List<RunCard> sweep(Path home) throws IOException {
    List<RunCard> there = new ArrayList<>();
    if (!Files.isDirectory(home) || PrivateFiles.distrust(home) != null) {
      return there;
    }
    for (Path file : cards(home)) {
      RunCard card = read(file);
      if (card == null || KnownRun.isGone(card)) {
        leave(file);
      } else {
        there.add(card);
      }
    }
    return there;
  }

  private static @Nullable RunCard read(Path file) throws IOException {
    try {
      return RunCard.read(SealedProperties.read(file));
    } catch (ConveyorException e) {
      LOG.trace("{} is damaged", file, e);
      return null;
    }
  }

  private static List<Path> cards(Path home) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(home, "*" + SUFFIX)) {
      List<Path> all = new ArrayList<>();
      files.forEach(all::add);
      return all;
    }
  }

  /** Returns where cards may be, the best place first. */
  private static List<Path> homes() {
    String name = "conveyor-runs-" + System.getProperty("user.name").replaceAll("[^\\w.-]", "_");
    return Stream.of(System.getenv("XDG_RUNTIME_DIR"), System.getProperty("java.io.tmpdir"), "/tmp")
        .filter(parent -> parent != null && Files.isDirectory(Path.of(parent)))
        .map(parent -> Path.of(parent, name))
        .distinct()
        .toList();
  }
}
