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

  Ropes(Bells bells, int parties) {
    this.bells = bells;
    channels = new @Nullable SocketChannel[parties];
  }

  /**
   * Sends a byte to a party. One that is not there needs none: it looks for itself when it starts.
   */
  void pull(int party) {
    if (!send(party)) {
      // Its socket was that of a process that died; there may be another by now.
      send(party);
    }
  }

  private boolean send(int party) {
    SocketChannel channel = channels[party];
    try {
      if (channel == null) {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channels[party] = channel;
        channel.connect(UnixDomainSocketAddress.of(bells.socket(party)));
        channel.configureBlocking(false);
      }
      // Nothing is written when the other has many bytes unread; then it will wake anyway.
      channel.write(one.clear());
      return true;
    } catch (IOException e) {
      forget(party);
      return false;
    }
  }

  private void forget(int party) {
    SocketChannel channel = channels[party];
    channels[party] = null;
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close the connection to party " + party, e);
      }
    }
  }

  @Override
  public void close() {
    for (int party = 0; party < channels.length; party++) {
      forget(party);
    }
  }
}
