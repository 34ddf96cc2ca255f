package io.conveyor.benchmarks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes that pass a byte on from socket to socket: the least that any ring of them takes. */
final class SocketRing implements AutoCloseable {

  private final Path directory;
  private final List<Process> others;
  private final SocketChannel next;
  private final SocketChannel last;
  private final ByteBuffer one = ByteBuffer.allocateDirect(1);

  private SocketRing(Path directory, List<Process> others, SocketChannel next, SocketChannel last) {
    this.directory = directory;
    this.others = others;
    this.next = next;
    this.last = last;
  }

  /** Starts that many further processes. */
  static SocketRing start(int count) throws IOException {
    Path directory = Files.createTempDirectory("ring");
    List<Process> others = new ArrayList<>();
    try (ServerSocketChannel end = listen(directory.resolve(Integer.toString(count)))) {
      for (int i = count - 1; i >= 0; i--) {
        others.add(startOne(directory.resolve(Integer.toString(i)), next(directory, i)));
      }
      return new SocketRing(directory, others, connect(directory.resolve("0")), end.accept());
    }
  }

  private static Path next(Path directory, int i) {
    return directory.resolve(Integer.toString(i + 1));
  }

  private static Process startOne(Path from, Path to) throws IOException {
    Process process =
        new ProcessBuilder(Commands.bareJvm(SocketRing.class, from.toString(), to.toString()))
            .redirectError(Redirect.INHERIT)
            .start();
    process.getInputStream().read(); // It listens now.
    return process;
  }

  /** One of the further processes: connects to the next, and passes on what comes in. */
  public static void main(String[] args) throws IOException {
    try (SocketChannel to = connect(Path.of(args[1]));
        ServerSocketChannel server = listen(Path.of(args[0]))) {
      System.out.write('.');
      System.out.flush();
      try (SocketChannel from = server.accept()) {
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        while (from.read(one.clear()) > 0) {
          to.write(one.flip());
        }
      }
    }
  }

  private static ServerSocketChannel listen(Path path) throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path));
  }

  private static SocketChannel connect(Path path) throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(path));
  }

  void round() throws IOException {
    next.write(one.clear());
    if (last.read(one.clear()) != 1) {
      throw new IOException("the ring is broken");
    }
  }

  @Override
  public void close() throws IOException {
    next.close();
    last.close();
    for (Process other : others) {
      other.onExit().join();
    }
    for (int i = 0; i <= others.size(); i++) {
      Files.deleteIfExists(directory.resolve(Integer.toString(i)));
    }
    Files.delete(directory);
  }
}
