package io.conveyor.cli.templates;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.formats.Reasons;
import io.conveyor.mapped.Room;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The files of a template in a directory: all of them are written, or none. */
final class ProjectFiles {

  private final Template template;
  private final Path directory;

  ProjectFiles(Template template, Path directory) {
    this.template = template;
    this.directory = directory;
  }

  /** Returns one of them as it is typed where the command runs. */
  Path at(String name) {
    return directory.resolve(name).normalize();
  }

  /**
   * Writes them.
   *
   * @throws ConveyorException if one is there already, or cannot be written
   */
  void write() {
    requireNone();
    List<Path> written = new ArrayList<>();
    try {
      Files.createDirectories(directory.toAbsolutePath());
      for (String name : template.files()) {
        write(name, written);
      }
    } catch (IOException e) {
      written.forEach(file -> file.toFile().delete());
      throw new ConveyorException(
          Reasons.isRoom(e) ? Category.RESOURCES : Category.USAGE,
          "new: %s cannot be written: %s".formatted(directory, Room.why(e, directory)),
          e);
    }
  }

  private void requireNone() {
    List<Path> there =
        template.files().stream()
            .map(this::at)
            .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
            .toList();
    if (!there.isEmpty()) {
      throw new ConveyorException(
          Category.USAGE,
          "new: there %s already, and nothing was written: %s; name another directory behind '%s'"
              .formatted(
                  there.size() == 1 ? "is a file" : "are files",
                  there.stream().map(Path::toString).collect(Collectors.joining(", ")),
                  template.word()));
    }
  }

  /** What somebody else makes meanwhile is not overwritten. */
  private void write(String name, List<Path> written) throws IOException {
    String resource = template.word() + "/" + name;
    try (InputStream in =
        Objects.requireNonNull(ProjectFiles.class.getResourceAsStream(resource), resource)) {
      Files.copy(in, at(name));
      written.add(at(name));
    }
  }
}
