package io.conveyor.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conveyor.mapped.SealedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Leaves the directory of a durable run as a loss of power might: whatever is not synced is gone,
 * or zeros, or anything, and the machine has been started anew since.
 */
public final class PowerLoss {

  private static final Set<String> SYNCED =
      Set.of("lock", "owner", "workers", "fingerprint", "manifest", "begun", "checkpoint.dat");
  private static final int MOST_BYTES = 1 << 20;

  /** Of the files that hold what a durable run was begun with. */
  private static final long MAGIC = 0x46494e4745520001L;

  private PowerLoss() {}

  public static void strike(Path directory, Random random) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (!SYNCED.contains(name) && !name.endsWith(".copy")) {
          spoil(file, random);
        }
      }
    }
    Path begun = directory.resolve("begun");
    if (Files.exists(begun)) {
      SealedFile sealed = new SealedFile(begun, MAGIC);
      String text = new String(sealed.read(), UTF_8);
      sealed.writeForced(text.replaceAll("(?m)^boot=.*", "boot=another").getBytes(UTF_8));
    }
  }

  private static void spoil(Path file, Random random) throws IOException {
    byte[] bytes = new byte[(int) Math.min(MOST_BYTES, Files.size(file))];
    switch (random.nextInt(3)) {
      case 0 -> Files.delete(file);
      case 1 -> Files.write(file, bytes, StandardOpenOption.WRITE);
      default -> {
        random.nextBytes(bytes);
        Files.write(file, bytes, StandardOpenOption.WRITE);
      }
    }
  }
}
