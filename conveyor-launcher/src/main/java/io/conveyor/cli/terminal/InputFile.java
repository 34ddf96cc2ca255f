package io.conveyor.cli.terminal;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.files.Compression;
import io.conveyor.cli.files.Counted;
import io.conveyor.cli.files.InputFiles;
import io.conveyor.cli.files.InputWitness;
import io.conveyor.cli.formats.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A file that inputs are read from. */
final class InputFile {

  private final String file;
  private final Compression compression;

  /** What was read of the file itself, once it is open. */
  private volatile @Nullable Counted packed;

  private InputFile(String file) {
    this.file = file;
    this.compression = Compression.of(file);
  }

  static Source source(String file, int longestLine) {
    InputFile input = new InputFile(file);
    Path path = Path.of(file);
    boolean regular = Files.isRegularFile(path);
    InputWitness witness = new InputWitness(Controls.name(file));
    return new Source(
        Controls.name(file),
        regular ? input::open : () -> witness.watch(input.open()),
        regular ? path.toFile().length() : 0,
        input.compression == Compression.NONE ? null : input::read,
        longestLine,
        regular ? null : witness);
  }

  /** Says of all files at once which are missing, before any is read. */
  static void requireAll(List<String> files) {
    String problems =
        files.stream()
            .filter(file -> !file.equals(Streams.STANDARD))
            .flatMap(file -> problem(file).stream())
            .collect(Collectors.joining("\n"));
    if (!problems.isEmpty()) {
      throw new ConveyorException(Category.USAGE, problems);
    }
  }

  private static Optional<String> problem(String file) {
    Path path = Path.of(file);
    if (Files.isDirectory(path)) {
      return Optional.of(
          said(file, "is a directory; --input '%s/*' reads the files in it".formatted(file)));
    }
    if (Files.exists(path)) {
      return Optional.empty();
    }
    String pattern = InputFiles.isPattern(file) ? ", and none matches it as a pattern" : "";
    return Optional.of(said(file, "no such file" + pattern));
  }

  private static String said(String file, String problem) {
    return "--input %s: %s".formatted(Controls.name(file), Controls.name(problem));
  }

  private long read() {
    Counted counted = packed;
    return counted == null ? 0 : counted.count();
  }

  private InputStream open() {
    try {
      return unpacked(
          Channels.newInputStream(FileChannel.open(Path.of(file), StandardOpenOption.READ)));
    } catch (NoSuchFileException e) {
      throw unreadable("no such file", e);
    } catch (IOException e) {
      throw unreadable("cannot be read: " + e.getMessage(), e);
    }
  }

  private InputStream unpacked(InputStream in) throws IOException {
    if (compression == Compression.NONE) {
      return in;
    }
    Counted counted = new Counted(in);
    packed = counted;
    try {
      return compression.unpack(counted);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private ConveyorException unreadable(String problem, IOException cause) {
    return new ConveyorException(Category.USAGE, said(file, problem), cause);
  }
}
