package io.conveyor.bell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Connections to the doorbells of others, made when they are first rung. */
final class Ropes implements AutoCloseable {

  private final Bells bells;
  private final @Nullable SocketChannel[] channels;
  private final ByteBuffer one = ByteBuffer.allocateDirect(1);

  Ropes(Bells bells, int participants) {
    this.bells = bells;
    channels = new @Nullable SocketChannel[participants];
  }

  /**
   * Sends a byte to a participant. One that is not there needs none: it looks for itself when it
   * starts.
   */
  void pull(int participant) {
    if (!send(participant)) {
      // Its socket was that of a process that died; there may be another by now.
      send(participant);
    }
  }

  private boolean send(int participant) {
    SocketChannel channel = channels[participant];
    try {
      if (channel == null) {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channels[participant] = channel;
        channel.connect(UnixDomainSocketAddress.of(bells.socket(participant)));
        channel.configureBlocking(false);
      }
      // Nothing is written when the other has many bytes unread; then it will wake anyway.
      channel.write(one.clear());
      return true;
    } catch (IOException e) {
      forget(participant);
      return false;
    }
  }

  private void forget(int participant) {
    SocketChannel channel = channels[participant];
    channels[participant] = null;
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(
            "cannot close the connection to participant " + participant, e);
      }
    }
  }

  @Override
  public void close() {
    for (int participant = 0; participant < channels.length; participant++) {
      forget(participant);
    }
  }
}
