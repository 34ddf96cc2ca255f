package io.conveyor.cli.doctor;

import io.conveyor.ProcessSettings;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where runs have their files. */
final class PlaceChecks {

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private static final String ELSEWHERE =
      "name a local directory, with a short path, by CONVEYOR_OPTS=-Djava.io.tmpdir=DIR";

  /** The pipes of a row of three stages. */
  private static final int FEW_PIPES = 4;

  private static final long LITTLE_ROOM = 100L << 20;

  private PlaceChecks() {}

  /** Where pipes lie if they fit. */
  static Finding pipes() {
    if (!Files.isWritable(SHARED_MEMORY)) {
      return Finding.warn(
          "pipes",
          "%s cannot be written to, so pipes are files in %s".formatted(SHARED_MEMORY, temporary()),
          "in a container, give it one: docker run --shm-size=2g");
    }
    try {
      long free = Files.getFileStore(SHARED_MEMORY).getUsableSpace();
      long pipes = free / ProcessSettings.DEFAULT_PIPE_BYTES;
      String found =
          "%s has %s free, which is room for %d pipes of %s"
              .formatted(
                  SHARED_MEMORY,
                  Sizes.show(free),
                  pipes,
                  Sizes.show(ProcessSettings.DEFAULT_PIPE_BYTES));
      return pipes >= FEW_PIPES
          ? Finding.ok("pipes", found)
          : Finding.warn(
              "pipes",
              "%s; pipelines that have more use %s".formatted(found, temporary()),
              "give it more room (docker run --shm-size=2g), or set a smaller 'pipe-size'");
    } catch (IOException e) {
      return Finding.warn("pipes", "%s cannot be looked at: %s".formatted(SHARED_MEMORY, e), "");
    }
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
  }

  static Finding temporaryFiles() {
    Path place = temporary();
    try {
      Path made = Files.createTempDirectory(place, "conveyor-doctor-");
      Files.delete(made);
      long free = Files.getFileStore(place).getUsableSpace();
      String found = "%s has %s free".formatted(place, Sizes.show(free));
      return free >= LITTLE_ROOM
          ? Finding.ok("temporary", found)
          : Finding.warn("temporary", found, "free some room there, or " + ELSEWHERE);
    } catch (IOException e) {
      return Finding.warn(
          "temporary",
          "%s cannot be written to: %s".formatted(place, e),
          "make it writable, or " + ELSEWHERE);
    }
  }

  /** Workers and launcher talk by sockets, which some sandboxes forbid. */
  static Finding sockets() {
    try {
      Path made = Files.createTempDirectory(temporary(), "conveyor-doctor-");
      Path socket = made.resolve("socket");
      try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        channel.bind(UnixDomainSocketAddress.of(socket));
        return Finding.ok("sockets", "Unix domain sockets work in " + temporary());
      } finally {
        Files.deleteIfExists(socket);
        Files.deleteIfExists(made);
      }
    } catch (IOException | UnsupportedOperationException e) {
      return Finding.warn(
          "sockets",
          "no Unix domain socket can be made in %s: %s".formatted(temporary(), e),
          "allow them, or " + ELSEWHERE);
    }
  }
}
