package io.conveyor.cli.files;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an input that can be read but once is the same again when a run is resumed. It
 * takes a digest of the bytes, piece by piece as they are read, so that blocks cost nothing:
 *
 * <pre>
 *   first run   ▒▒▒▒▒▒▒▒▒▒▒▒|▒▒▒▒▒▒    mark: the bytes up to | have this digest, and are in blocks
 *   resumed     ▒▒▒▒▒▒▒▒▒▒▒▒|             that the run has taken; kept with its results
 *                           └ here they are compared, before a block is given that was not taken
 * </pre>
 *
 * One thread reads, and another one asks for marks.
 */
public final class InputWitness {

  private static final Pattern MARK = Pattern.compile("(\\d{1,18})-([0-9a-f]{8})");

  /** Who never asks gets none. */
  private static final int MOST_MARKS = 1024;

  /**
   * A digest.
   *
   * @param blocks how many blocks hold the bytes, but for a last one that is begun
   * @param bytes how many bytes it is of
   */
  private record Mark(long blocks, long bytes, int digest) {}

  private final String name;
  private final CRC32C digest = new CRC32C();
  private final Deque<Mark> marks = new ArrayDeque<>();
  private LongSupplier given = () -> 0;
  private Mark settled = new Mark(0, 0, 0);
  private @Nullable Mark expected;
  private long bytes;
  private boolean held;

  /**
   * Creates a witness.
   *
   * @param name what messages call the input
   */
  public InputWitness(String name) {
    this.name = name;
  }

  /** Returns a stream of the same bytes, of which it knows. */
  public InputStream watch(InputStream in) {
    return new FilterInputStream(in) {
      private final byte[] single = new byte[1];

      @Override
      public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        awaitRelease();
        int read = in.read(into, from, length);
        if (read < 0) {
          ended();
        } else {
          took(into, from, read);
        }
        return read;
      }
    };
  }

  /** Says how many blocks have been made of the bytes. */
  public synchronized void counting(LongSupplier blocks) {
    given = blocks;
  }

  /** Returns a mark of what is in that many blocks; empty while there is none. */
  public synchronized String mark(long blocks) {
    while (!marks.isEmpty() && marks.getFirst().blocks() <= blocks) {
      settled = marks.removeFirst();
    }
    return settled.bytes() == 0
        ? ""
        : settled.bytes() + "-" + HexFormat.of().toHexDigits(settled.digest());
  }

  /** From here on, who reads waits until it is said what is expected. */
  public synchronized void hold() {
    held = true;
  }

  private synchronized void awaitRelease() throws IOException {
    try {
      while (held) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  /** The bytes that are read must be those that a mark was made of; empty if there is none. */
  public synchronized void expect(String mark) {
    held = false;
    notifyAll();
    Matcher matcher = MARK.matcher(mark);
    if (matcher.matches()) {
      expected =
          new Mark(0, Long.parseLong(matcher.group(1)), HexFormat.fromHexDigits(matcher.group(2)));
    }
  }

  private synchronized void took(byte[] piece, int from, int length) {
    int at = from;
    Mark due = expected;
    if (due != null && bytes + length >= due.bytes()) {
      int head = Math.toIntExact(due.bytes() - bytes);
      add(piece, at, head);
      at += head;
      if ((int) digest.getValue() != due.digest()) {
        throw changed(due);
      }
      settled = due;
      expected = null;
    }
    if (expected == null && marks.size() < MOST_MARKS && bytes > 0) {
      marks.add(new Mark(given.getAsLong(), bytes, (int) digest.getValue()));
    }
    add(piece, at, from + length - at);
  }

  private void add(byte[] piece, int from, int length) {
    digest.update(piece, from, length);
    bytes += length;
  }

  private synchronized void ended() {
    Mark due = expected;
    if (due != null) {
      throw changed(due);
    }
  }

  private ConveyorException changed(Mark due) {
    return new ConveyorException(
        Category.USAGE,
        "%s is not what the run has taken before: its first %,d bytes are others now; give it the same again from the start, or remove the directory to start over"
            .formatted(name, due.bytes()));
  }
}
