package io.conveyor.cli.terminal;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.files.Compression;
import io.conveyor.cli.files.ResultFile;
import io.conveyor.cli.formats.LineBuffer;
import io.conveyor.cli.formats.Output;
import io.conveyor.cli.formats.Reasons;
import io.conveyor.owned.RunMarker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the files that results are written to. */
final class OutputFiles {

  /** As many links as the system itself follows. */
  private static final int MOST_LINKS = 40;

  /** What lies here is of a process, and not in a directory where a file could be put beside it. */
  private static final Path PROCESSES = Path.of("/proc");

  /** How the names of the two files of a dead letter end. */
  private static final String LETTER = ".json";

  private static final String BLOCK = ".block";

  private final Console console;

  OutputFiles(Console console) {
    this.console = console;
  }

  /** Opens a file that takes its place when it is complete; devices are written to at once. */
  Output replacing(String option) {
    Path target = target(option);
    try {
      if (isWrittenInPlace(target)) {
        // What a process has open may have something written to it already.
        return open(option, target, StandardOpenOption.WRITE);
      }
      return Output.replacing(
          ResultFile.beside(target),
          kept -> {
            boolean before = Files.exists(target);
            console.sayAtTheEnd(() -> kept(kept, option, before));
          });
    } catch (AccessDeniedException e) {
      throw unwritable(
          option,
          "permission denied for %s; the results are written beside their place first, but with --append"
              .formatted(e.getFile()),
          e);
    } catch (IOException e) {
      throw unwritable(option, e);
    }
  }

  private static String kept(Path kept, String option, boolean before) {
    return "conveyor: the results so far are kept in %s%s"
        .formatted(kept, before ? "; %s is as it was".formatted(option) : "");
  }

  /** Opens a file to which results are added. */
  Output appending(String option) {
    try {
      Path target = target(option);
      boolean packed = Compression.of(option) != Compression.NONE;
      if (packed) {
        requireWhole(option, target);
      }
      boolean openLine = !packed && hasOpenLine(target);
      Output output = open(option, target, StandardOpenOption.CREATE);
      if (openLine) {
        output.write(new LineBuffer());
      }
      return output;
    } catch (IOException e) {
      throw unwritable(option, e);
    }
  }

  /** Behind what is cut off or damaged, nothing can be decompressed. */
  private static void requireWhole(String option, Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file) || Files.size(file) == 0) {
      return;
    }
    try (InputStream before = Compression.of(option).unpack(Files.newInputStream(file))) {
      before.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw unwritable(
          option,
          "what is there cannot be decompressed to its end (%s), and so nothing could that is added; mend it, or write elsewhere"
              .formatted(e.getMessage()),
          e);
    }
  }

  /**
   * Returns whether a file ends within a line, which the next one would be added to; false if it
   * may not be read.
   */
  private static boolean hasOpenLine(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file) || Files.size(file) == 0) {
      return false;
    }
    try (FileChannel in = FileChannel.open(file)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return in.read(last, in.size() - 1) == 1 && last.get(0) != '\n';
    }
  }

  private static Output open(String option, Path target, OpenOption how) throws IOException {
    OutputStream out = Files.newOutputStream(target, how, StandardOpenOption.APPEND);
    try {
      return new Output(Compression.of(option).pack(out));
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /** Opens a file of a run that may have been begun before. */
  Output resuming(String option) {
    Path target = target(option);
    boolean isNew = Files.notExists(target);
    try {
      return Output.resume(
          FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE),
          isNew ? target : null);
    } catch (IOException e) {
      throw unwritable(option, e);
    }
  }

  /** Results in place of what they are made of would destroy it, also before it is read. */
  static void requireNoneOf(String option, Map<Path, String> used) {
    Path output = option.equals(Streams.STANDARD) ? Path.of("/dev/stdout") : path(option);
    used.forEach((file, what) -> requireOther(option, output, file, what));
    requireNoneOfOurs(option, output);
  }

  /** What Conveyor itself keeps is not for results, whichever pipeline keeps it. */
  private static void requireNoneOfOurs(String option, Path output) {
    Path file = target(option, output).toAbsolutePath();
    Path directory = file.getParent();
    if (directory != null && RunMarker.in(directory) != null) {
      throw unwritable(option, "its directory is that of a run; write elsewhere", null);
    }
    String name = file.toString();
    boolean letter =
        name.endsWith(LETTER) && Files.exists(sibling(name, LETTER, BLOCK))
            || name.endsWith(BLOCK) && Files.exists(sibling(name, BLOCK, LETTER));
    if (letter) {
      throw unwritable(option, "is a dead letter; write elsewhere", null);
    }
  }

  private static Path sibling(String name, String ending, String other) {
    return Path.of(name.substring(0, name.length() - ending.length()) + other);
  }

  private static void requireOther(String option, Path output, Path file, String what) {
    try {
      if (isSame(output, file)) {
        throw new ConveyorException(
            Category.USAGE,
            "%s is %s, %s: the results would overwrite it; write them elsewhere"
                .formatted(
                    option.equals(Streams.STANDARD) ? "stdout" : "--output " + option, what, file));
      }
    } catch (IOException e) {
      throw new ConveyorException(Category.USAGE, file + " cannot be looked at: " + e, e);
    }
  }

  /** A file that is not there yet may be written by both, too. */
  private static boolean isSame(Path output, Path file) throws IOException {
    return Files.exists(output)
        ? Files.isRegularFile(output) && Files.isRegularFile(file) && Files.isSameFile(output, file)
        : output.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize());
  }

  private static boolean isWrittenInPlace(Path target) {
    return target.startsWith(PROCESSES) || (Files.exists(target) && !Files.isRegularFile(target));
  }

  /** Returns the file that an option names, behind all links. */
  private static Path target(String option) {
    return target(option, path(option));
  }

  private static Path target(String option, Path path) {
    Path target = path;
    try {
      for (int links = 0; Files.isSymbolicLink(target) && !target.startsWith(PROCESSES); links++) {
        if (links == MOST_LINKS) {
          throw unwritable(option, "too many links", null);
        }
        target = target.resolveSibling(Files.readSymbolicLink(target));
      }
    } catch (IOException e) {
      throw unwritable(option, e);
    }
    if (Files.isDirectory(target)) {
      throw unwritable(option, "is a directory", null);
    }
    return target;
  }

  private static Path path(String option) {
    try {
      return Path.of(option);
    } catch (InvalidPathException e) {
      throw unwritable(option, String.valueOf(e.getReason()), e);
    }
  }

  private static ConveyorException unwritable(String option, IOException e) {
    Path directory = path(option).toAbsolutePath().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      return unwritable(option, "no such directory: " + directory, e);
    }
    if (Reasons.isRoom(e)) {
      return Reasons.unwritten(option, e);
    }
    String reason = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
    if (e instanceof AccessDeniedException) {
      return unwritable(option, "permission denied", e);
    }
    return unwritable(option, reason == null ? e.toString() : reason, e);
  }

  private static ConveyorException unwritable(
      String option, String reason, @Nullable Exception cause) {
    return new ConveyorException(
        Category.USAGE,
        "--output %s: cannot be written: %s".formatted(Controls.name(option), reason),
        cause);
  }
}
