package io.conveyor.cli.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {

  @TempDir private Path directory;

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void write(ResultFile file) throws Exception {
    try (OutputStream out = file.open()) {
      out.write('x');
    }
  }

  @Test
  void isAsPrivateAsWhatItReplacesFromTheBeginning() throws Exception {
    Path target = Files.writeString(directory.resolve("results"), "before");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
    ResultFile file = ResultFile.beside(target);
    assertEquals("rw-------", mode(directory.resolve("results.partial")));
    write(file);
    assertEquals("rw-------", mode(Objects.requireNonNull(file.abandon(false))));
  }

  @Test
  void takesWhatHasTheModeOfAReader() throws Exception {
    Path target = Files.writeString(directory.resolve("results"), "before");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r--r--r--"));
    ResultFile file = ResultFile.beside(target);
    write(file);
    file.takePlace();
    assertEquals("x", Files.readString(target));
    assertEquals("r--r--r--", mode(target));
  }
}
