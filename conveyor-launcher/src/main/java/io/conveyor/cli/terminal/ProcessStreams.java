package io.conveyor.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process's own standard streams. Where one was closed when the process started, its descriptor
 * is that of the first file that the JVM opened: reading it would give a file of the JDK.
 */
public final class ProcessStreams {

  private static final String CLOSED = "it is closed";

  private ProcessStreams() {}

  public static Console console() {
    return new Console(in(), out(1, FileDescriptor.out), out(2, FileDescriptor.err), terminal());
  }

  private static Console.Terminal terminal() {
    return new Console.Terminal(
        Terminals.isTerminal(0),
        Terminals.isTerminal(1),
        Terminals.isTerminal(2) && !"dumb".equals(System.getenv("TERM")));
  }

  private static InputStream in() {
    return isOfJvm(0)
        ? new ClosedIn()
        : Channels.newInputStream(new FileInputStream(FileDescriptor.in).getChannel());
  }

  private static OutputStream out(int number, FileDescriptor descriptor) {
    return isOfJvm(number) ? new ClosedOut() : new FileOutputStream(descriptor);
  }

  /** Returns whether a descriptor is a file that the JVM has opened. */
  private static boolean isOfJvm(int descriptor) {
    try {
      Path file = Files.readSymbolicLink(Terminals.DESCRIPTORS.resolve("" + descriptor));
      return file.startsWith(System.getProperty("java.home")) || file.toString().endsWith(".jar");
    } catch (IOException e) {
      // Without /proc it is not known; the script of the command has made sure of it.
      return false;
    }
  }

  /** A stream that was closed before the process started. */
  private static final class ClosedOut extends OutputStream {

    @Override
    public void write(int b) throws IOException {
      throw new IOException(CLOSED);
    }
  }

  /** As above, to read from. */
  private static final class ClosedIn extends InputStream {

    @Override
    public int read() throws IOException {
      throw new IOException(CLOSED);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      throw new IOException(CLOSED);
    }
  }
}
