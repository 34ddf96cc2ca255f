package io.conveyor.bell;

import io.conveyor.mapped.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How a participant, a process or a thread of the launcher, waits for others and wakes them: it
 * sleeps on a Unix domain socket, and others send it a byte, but only if it has said that it
 * sleeps. Belongs to one thread, except {@link #wake}.
 */
public final class Doorbell implements AutoCloseable {

  /** What a participant waits for. */
  public enum Reason {
    /** Something to read. */
    INPUT(1),
    /** Room in a pipe that it writes. */
    ROOM(2);

    final int code;

    Reason(int code) {
      this.code = code;
    }
  }

  /** Looks for itself this often, should a ringer die between seeing a sleeper and ringing. */
  private static final long SAFETY_NET_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int participant;
  private final Bells bells;
  private final Ropes ropes;
  private final Selector selector;
  private final ServerSocketChannel server;
  private final ByteBuffer drain = ByteBuffer.allocateDirect(256);
  private long missedRings;

  private Doorbell(Path directory, Path sockets, int participant, int participants)
      throws IOException {
    this.participant = participant;
    bells = Bells.open(directory, sockets, participants);
    ropes = new Ropes(bells, participants);
    Path socket = bells.socket(participant);
    Files.deleteIfExists(socket);
    selector = Selector.open();
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket), participants);
    PrivateFiles.restrictFile(socket);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    bells.putVolatile(participant, Bells.AWAKE);
  }

  /**
   * Creates what all participants share, before anybody opens; replaces what participants that are
   * all gone have left.
   *
   * @param directory the run directory
   * @param participants how many participants there are
   */
  public static void create(Path directory, int participants) {
    Bells.create(directory, participants);
  }

  /**
   * Opens the doorbell of a participant, in place of one that died.
   *
   * @param directory the run directory
   * @param sockets the directory of the participants' sockets, the same for all of them; its path
   *     must leave room for a socket's, which the system limits
   * @param participant its number, from 0
   * @param participants how many participants there are
   * @throws io.conveyor.ConveyorException of category CORRUPT if the shared file is not what it
   *     should be, of category USAGE if the path of {@code sockets} is too long
   */
  public static Doorbell open(Path directory, Path sockets, int participant, int participants) {
    try {
      return new Doorbell(directory, sockets, participant, participants);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot open the doorbell of participant %d in %s".formatted(participant, sockets), e);
    }
  }

  /**
   * Waits until {@code ready} says so. Another process that makes it true must ring; a thread of
   * this process may call {@link #wake}.
   *
   * @param reason what for
   * @param ready is asked before each sleep; must be cheap
   * @param timeoutNanos how long at most, in nanoseconds
   * @return what {@code ready} said last
   */
  public boolean await(Reason reason, BooleanSupplier ready, long timeoutNanos) {
    if (ready.getAsBoolean()) {
      return true;
    }
    long start = System.nanoTime();
    try {
      while (true) {
        // Volatile: it must be seen before ready looks, else both sides could miss each other.
        bells.putVolatile(participant, reason.code);
        VarHandle.fullFence();
        if (ready.getAsBoolean()) {
          return true;
        }
        long left = timeoutNanos - (System.nanoTime() - start);
        if (left <= 0) {
          return false;
        }
        boolean rung = sleep(Math.min(left, SAFETY_NET_NANOS));
        if (!rung && ready.getAsBoolean()) {
          missedRings++;
          return true;
        }
      }
    } finally {
      bells.putVolatile(participant, Bells.AWAKE);
    }
  }

  /** Makes {@link #await} look at its condition again. May be called by any thread. */
  public void wake() {
    selector.wakeup();
  }

  /** Returns how often it found itself ready in time though nobody rang: a ringer died. */
  public long missedRings() {
    return missedRings;
  }

  /**
   * Wakes those of the participants that wait for that reason. What they wait for must be stored
   * before.
   */
  public void ring(int[] participants, Reason reason) {
    ring(participants, reason, participants.length);
  }

  /** Wakes at most {@code most} of the participants that wait for that reason. */
  public void ring(int[] participants, Reason reason, int most) {
    VarHandle.fullFence();
    int rung = 0;
    for (int i = 0; i < participants.length && rung < most; i++) {
      if (bells.take(participants[i], reason.code)) {
        ropes.pull(participants[i]);
        rung++;
      }
    }
  }

  /** Wakes that participant if it waits for that reason. */
  public void ring(int other, Reason reason) {
    VarHandle.fullFence();
    if (bells.take(other, reason.code)) {
      ropes.pull(other);
    }
  }

  /** Returns, cheaply, whether one of the participants waits for that reason. */
  public boolean isAwaitedBy(int[] participants, Reason reason) {
    for (int participant : participants) {
      if (bells.isReason(participant, reason.code)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether something woke it before its time. */
  private boolean sleep(long nanos) {
    try {
      long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
      long start = System.nanoTime();
      int keys = selector.select(this::handle, millis);
      return keys > 0 || System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(millis);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot wait at the doorbell of participant " + participant, e);
    }
  }

  private void handle(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else {
        drain(key);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read from the doorbell of participant " + participant, e);
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
    }
  }

  private void drain(SelectionKey key) throws IOException {
    drain.clear();
    SocketChannel channel = (SocketChannel) key.channel();
    if (read(channel) < 0) {
      channel.close();
    }
  }

  private int read(SocketChannel channel) {
    try {
      return channel.read(drain);
    } catch (IOException e) {
      // The other side was killed; what it had to say is in the pipe.
      return -1;
    }
  }

  /** Closes the sockets; those who ring later find nobody. */
  @Override
  public void close() {
    try {
      ropes.close();
      for (SelectionKey key : List.copyOf(selector.keys())) {
        key.channel().close();
      }
      selector.close();
      Files.deleteIfExists(bells.socket(participant));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the doorbell of participant " + participant, e);
    }
  }
}
