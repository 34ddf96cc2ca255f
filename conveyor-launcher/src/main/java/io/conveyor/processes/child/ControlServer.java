package io.conveyor.processes.child;

import io.conveyor.control.ControlLink;
import io.conveyor.control.Frame;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.StandardProtocolFamily;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for workers on the run directory's control socket. */
public final class ControlServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

  private final ServerSocketChannel channel;
  private final BiConsumer<ControlLink, Frame.Hello> hello;
  private final BiConsumer<ControlLink, Frame> received;
  private final Consumer<ControlLink> closed;

  private ControlServer(
      ServerSocketChannel channel,
      BiConsumer<ControlLink, Frame.Hello> hello,
      BiConsumer<ControlLink, Frame> received,
      Consumer<ControlLink> closed) {
    this.channel = channel;
    this.hello = hello;
    this.received = received;
    this.closed = closed;
  }

  /**
   * Starts to listen.
   *
   * @param sockets the directory of the run's sockets
   * @param hello takes a new link and how its worker introduced itself
   * @param received takes a frame and the link it came by
   * @param closed takes a link that has ended
   */
  public static ControlServer open(
      Path sockets,
      BiConsumer<ControlLink, Frame.Hello> hello,
      BiConsumer<ControlLink, Frame> received,
      Consumer<ControlLink> closed)
      throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(ControlLink.address(sockets));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    ControlServer server = new ControlServer(channel, hello, received, closed);
    Threads.start("control", server::accept);
    return server;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel accepted = channel.accept();
        Threads.start("control link", () -> follow(new ControlLink(accepted)));
      }
    } catch (AsynchronousCloseException e) {
      return; // Closing is how it ends.
    } catch (IOException e) {
      LOG.error("control socket broken", e);
    }
  }

  private void follow(ControlLink link) {
    try (link) {
      if (!(link.receive() instanceof Frame.Hello first)) {
        // A worker killed while it started; its process reports that it ended.
        LOG.debug("a process connected to the control socket without saying who it is");
        return;
      }
      hello.accept(link, first);
      try {
        for (Frame frame = link.receive(); frame != null; frame = link.receive()) {
          received.accept(link, frame);
        }
      } finally {
        closed.accept(link);
      }
    } catch (ProtocolException e) {
      LOG.error("a control link is closed, for what came over it: {}", e.getMessage());
    } catch (IOException e) {
      LOG.debug("control link broken", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing the control socket", e);
    }
  }
}
