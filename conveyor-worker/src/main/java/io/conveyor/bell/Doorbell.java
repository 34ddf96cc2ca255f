package io.conveyor.bell;

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
 * How a party, a process or a thread of the launcher, waits for others and wakes them: it sleeps on
 * a Unix domain socket, and others send it a byte, but only if it has said that it sleeps. Belongs
 * to one thread, except {@link #wake}.
 */
public final class Doorbell implements AutoCloseable {

  /** What a party waits for. */
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

  private final int party;
  private final Bells bells;
  private final Ropes ropes;
  private final Selector selector;
  private final ServerSocketChannel server;
  private final ByteBuffer drain = ByteBuffer.allocateDirect(256);
  private long missedRings;

  private Doorbell(Path directory, Path sockets, int party, int parties) throws IOException {
    this.party = party;
    bells = Bells.open(directory, sockets, parties);
    ropes = new Ropes(bells, parties);
    Path socket = bells.socket(party);
    Files.deleteIfExists(socket);
    selector = Selector.open();
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket), parties);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    bells.putVolatile(party, Bells.AWAKE);
  }

  /**
   * Creates what all parties share, before anybody opens; replaces what parties that are all gone
   * have left.
   *
   * @param directory the run directory
   * @param parties how many parties there are
   */
  public static void create(Path directory, int parties) {
    Bells.create(directory, parties);
  }

  /**
   * Opens the doorbell of a party, in place of one that died.
   *
   * @param directory the run directory
   * @param sockets the directory of the parties' sockets, the same for all of them; its path must
   *     leave room for a socket's, which the system limits
   * @param party its number, from 0
   * @param parties how many parties there are
   * @throws io.conveyor.ConveyorException of category CORRUPT if the shared file is not what it
   *     should be, of category USAGE if the path of {@code sockets} is too long
   */
  public static Doorbell open(Path directory, Path sockets, int party, int parties) {
    try {
      return new Doorbell(directory, sockets, party, parties);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot open the doorbell of party %d in %s".formatted(party, sockets), e);
    }
  }

  /**
   * Waits until {@code ready} says so. Whoever makes it true must ring; a change inside this
   * process may call {@link #wake}.
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
        bells.putVolatile(party, reason.code);
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
      bells.putVolatile(party, Bells.AWAKE);
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
   * Wakes those of the parties that wait for that reason. What they wait for must be stored before.
   */
  public void ring(int[] parties, Reason reason) {
    ring(parties, reason, parties.length);
  }

  /** Wakes at most {@code most} of the parties that wait for that reason. */
  public void ring(int[] parties, Reason reason, int most) {
    VarHandle.fullFence();
    int rung = 0;
    for (int i = 0; i < parties.length && rung < most; i++) {
      if (bells.take(parties[i], reason.code)) {
        ropes.pull(parties[i]);
        rung++;
      }
    }
  }

  /** Wakes that party if it waits for that reason. */
  public void ring(int other, Reason reason) {
    VarHandle.fullFence();
    if (bells.take(other, reason.code)) {
      ropes.pull(other);
    }
  }

  /** Returns whether something woke it before its time. */
  private boolean sleep(long nanos) {
    try {
      long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
      long start = System.nanoTime();
      int keys = selector.select(this::answer, millis);
      return keys > 0 || System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(millis);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot wait at the doorbell of party " + party, e);
    }
  }

  private void answer(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else {
        drain(key);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot answer the doorbell of party " + party, e);
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
      Files.deleteIfExists(bells.socket(party));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the doorbell of party " + party, e);
    }
  }
}
