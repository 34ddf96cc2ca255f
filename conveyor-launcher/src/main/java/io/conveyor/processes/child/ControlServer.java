package io.conveyor.processes.child;

import io.conveyor.control.ControlLink;
import io.conveyor.control.Frame;
import io.conveyor.mapped.PrivateFiles;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for workers on the run directory's control socket. */
public final class ControlServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

  /** Links beyond those of all workers that may be open without anybody having said who it is. */
  private static final int SPARE_STRANGERS = 16;

  /** Between tries to take a connection that fail. */
  private static final long PAUSE_NANOS = 100_000_000;

  private final ServerSocketChannel channel;
  private final BiConsumer<ControlLink, Frame.Hello> hello;
  private final BiConsumer<ControlLink, Frame> received;
  private final Consumer<ControlLink> closed;
  private final Consumer<OutOfMemoryError> outOfMemory;

  /** Links of processes that have not said who they are, the oldest first; guarded by itself. */
  private final Set<ControlLink> strangers = new LinkedHashSet<>();

  private final int mostStrangers;

  private ControlServer(
      ServerSocketChannel channel,
      int workers,
      BiConsumer<ControlLink, Frame.Hello> hello,
      BiConsumer<ControlLink, Frame> received,
      Consumer<ControlLink> closed,
      Consumer<OutOfMemoryError> outOfMemory) {
    this.channel = channel;
    this.mostStrangers = workers + SPARE_STRANGERS;
    this.hello = hello;
    this.received = received;
    this.closed = closed;
    this.outOfMemory = outOfMemory;
  }

  /**
   * Starts to listen.
   *
   * @param sockets the directory of the run's sockets
   * @param workers how many workers may connect at once
   * @param hello takes a new link and how its worker introduced itself
   * @param received takes a frame and the link it came by
   * @param closed takes a link that has ended
   * @param outOfMemory takes the reason why no thread can follow a link
   */
  public static ControlServer open(
      Path sockets,
      int workers,
      BiConsumer<ControlLink, Frame.Hello> hello,
      BiConsumer<ControlLink, Frame> received,
      Consumer<ControlLink> closed,
      Consumer<OutOfMemoryError> outOfMemory)
      throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(ControlLink.address(sockets));
      PrivateFiles.restrictFile(ControlLink.address(sockets).getPath());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    ControlServer server =
        new ControlServer(channel, workers, hello, received, closed, outOfMemory);
    Threads.start("control", server::accept);
    return server;
  }

  private void accept() {
    boolean failing = false;
    while (channel.isOpen()) { // Closing is how it ends.
      try {
        ControlLink link = new ControlLink(channel.accept());
        failing = false;
        introducing(link);
        follow(link);
      } catch (ClosedChannelException e) {
        LOG.trace("the control socket is closed");
      } catch (IOException e) {
        // This process may have no file left for it, and have one again when others are closed.
        if (!failing) {
          LOG.warn("no worker can connect for now: {}", e.getMessage());
        }
        failing = true;
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** A worker says at once who it is; the link that has not for longest makes room for others. */
  private void introducing(ControlLink link) throws IOException {
    ControlLink oldest = null;
    synchronized (strangers) {
      strangers.add(link);
      if (strangers.size() > mostStrangers) {
        oldest = strangers.iterator().next();
        strangers.remove(oldest);
      }
    }
    if (oldest != null) {
      oldest.close();
    }
  }

  private @Nullable Frame introduction(ControlLink link) throws IOException {
    try {
      return link.receive();
    } finally {
      synchronized (strangers) {
        strangers.remove(link);
      }
    }
  }

  /** Its worker would wait for nobody. */
  private void follow(ControlLink link) throws IOException {
    try {
      Threads.start("control link", () -> receive(link));
    } catch (OutOfMemoryError e) {
      outOfMemory.accept(e);
      link.close();
    }
  }

  private void receive(ControlLink link) {
    try (link) {
      if (!(introduction(link) instanceof Frame.Hello first)) {
        // A worker killed while it started; its process reports that it ended.
        LOG.trace("a process connected to the control socket without saying who it is");
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
      LOG.trace("control link broken", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.trace("closing the control socket", e);
    }
  }
}
