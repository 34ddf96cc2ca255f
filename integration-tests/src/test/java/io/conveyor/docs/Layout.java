package io.conveyor.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A drawing that the documentation shares with the package that it explains. */
final class Layout {

  private Layout() {}

  static void requireSame(Block block, Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      String drawings =
          files
              .filter(file -> file.endsWith("package-info.java"))
              .map(Layout::comment)
              .collect(Collectors.joining());
      assertTrue(
          drawings.contains(block.text()),
          () -> block + " is in no package-info:\n" + block.text());
    }
  }

  private static String comment(Path packageInfo) {
    try {
      return Files.readString(packageInfo)
          .replaceAll("(?m)^ \\* ?", "")
          .replace("&lt;", "<")
          .replace("&gt;", ">")
          .replace("&amp;", "&");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
