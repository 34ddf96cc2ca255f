package io.conveyor.processes.postmortem;

import io.conveyor.ProcessSettings;
import io.conveyor.mapped.PrivateFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directories of failures: made here, and removed once there are newer ones enough. */
final class KeptFailures {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Pattern NAME = Pattern.compile(".+-\\d{8}T\\d{6}\\.\\d{3}Z");

  /** What a name may have that is part of a file's. */
  private static final Pattern OTHERS = Pattern.compile("[^0-9A-Za-z._-]");

  private static final int LONGEST_NAME = 80;

  private KeptFailures() {}

  /**
   * Makes a directory.
   *
   * @param parent made if it is not there; must not belong to somebody else
   */
  static Path make(Path parent, String pipeline) throws IOException {
    Path root = parent.toAbsolutePath();
    makeParent(root);
    removeOld(root);
    while (true) {
      try {
        return PrivateFiles.createDirectory(
            root.resolve(fileName(pipeline) + "-" + STAMP.format(Instant.now())));
      } catch (FileAlreadyExistsException e) {
        Thread.onSpinWait(); // Another failed within the millisecond.
      }
    }
  }

  private static void makeParent(Path parent) throws IOException {
    try {
      PrivateFiles.createDirectory(parent);
    } catch (FileAlreadyExistsException e) {
      String distrust = PrivateFiles.distrust(parent);
      if (distrust != null) {
        throw new IOException("it " + distrust, e);
      }
    }
  }

  /** Returns a name as part of a file's. */
  static String fileName(String name) {
    String plain = OTHERS.matcher(name).replaceAll("_");
    return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME);
  }

  /** Makes room for one more. */
  private static void removeOld(Path parent) throws IOException {
    List<Path> kept;
    try (Stream<Path> all = Files.list(parent)) {
      kept =
          all.filter(KeptFailures::isOurs)
              .sorted(Comparator.comparing(KeptFailures::stamp).reversed())
              .toList();
    }
    for (int i = ProcessSettings.MOST_POST_MORTEMS - 1; i < kept.size(); i++) {
      remove(kept.get(i));
    }
  }

  /** A directory that somebody else named is not ours to remove. */
  private static boolean isOurs(Path directory) {
    return NAME.matcher(String.valueOf(directory.getFileName())).matches()
        && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && Files.isRegularFile(directory.resolve("failure.txt"), LinkOption.NOFOLLOW_LINKS);
  }

  private static String stamp(Path directory) {
    String name = directory.toString();
    return name.substring(name.length() - "uuuuMMddTHHmmss.SSSZ".length());
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory, 2)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
