package io.conveyor.control;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One end of the connection between the launcher and a worker. Any thread may send; one thread
 * receives. A frame is sent whole or the link is broken.
 */
public final class ControlLink implements AutoCloseable {

  private final SocketChannel channel;

  /** Takes over a connected channel in blocking mode. */
  public ControlLink(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Connects to the launcher.
   *
   * @param sockets the directory of the run's sockets
   * @throws IOException if nobody listens there
   */
  public static ControlLink connect(Path sockets) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(address(sockets));
      return new ControlLink(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Returns where the launcher listens.
   *
   * @param sockets the directory of the run's sockets
   */
  public static UnixDomainSocketAddress address(Path sockets) {
    return UnixDomainSocketAddress.of(sockets.resolve("control"));
  }

  /**
   * Sends a frame.
   *
   * @throws IOException if the other side is gone
   */
  public synchronized void send(Frame frame) throws IOException {
    byte[] bytes = frame.encode();
    ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + bytes.length);
    out.putInt(bytes.length).put(bytes).flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  /**
   * Waits for a frame.
   *
   * @return the frame, or null when the other side has closed the link or is gone
   * @throws ProtocolException if what arrives is no frame of this protocol
   * @throws IOException if the other side is gone within a frame
   */
  public @Nullable Frame receive() throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    if (!fill(length)) {
      return null;
    }
    int bytes = length.getInt(0);
    if (bytes < 1 || bytes > Frame.LARGEST) {
      throw new ProtocolException(
          "control frame of %d bytes, must be 1 to %d".formatted(bytes, Frame.LARGEST));
    }
    ByteBuffer frame = ByteBuffer.allocate(bytes);
    if (!fill(frame)) {
      throw new EOFException("control link closed within a frame of " + bytes + " bytes");
    }
    return Frame.decode(frame.array());
  }

  /** Returns false if the link ends before the first byte. */
  private boolean fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        if (buffer.position() == 0) {
          return false;
        }
        throw new EOFException("control link closed within a frame");
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
