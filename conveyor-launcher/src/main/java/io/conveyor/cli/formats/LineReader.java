package io.conveyor.cli.formats;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits a stream into lines, which end with a line feed, with or without a carriage return before
 * it. For one thread, but for {@link #close}, which ends a read that waits.
 */
final class LineReader implements AutoCloseable {

  private static final int FIRST_BYTES = 64 << 10;

  /** What some programs put before the first line of UTF-8: no part of it. */
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final String name;
  private final InputStream in;
  private final int longestLine;
  private byte[] buffer = new byte[FIRST_BYTES];

  /** The line: from start to end. Beyond it: what has been read, from next to filled. */
  private int start;

  private int end;
  private int next;
  private int filled;
  private long number;
  private long offsetOfBuffer;
  private volatile long consumed;
  private volatile boolean closed;

  /**
   * Creates a reader.
   *
   * @param name what messages call the stream
   * @param in the stream
   * @param longestLine the most bytes that a line may have
   */
  LineReader(String name, InputStream in, int longestLine) {
    this.name = name;
    this.in = in;
    this.longestLine = longestLine;
  }

  /** Goes to the next line; returns whether there is one. */
  boolean advance() {
    boolean more = nextLine();
    if (more && number == 1 && startsWithMark()) {
      start += BYTE_ORDER_MARK.length;
    }
    return more;
  }

  private boolean startsWithMark() {
    int from = start;
    return Arrays.mismatch(
            BYTE_ORDER_MARK,
            0,
            BYTE_ORDER_MARK.length,
            buffer,
            from,
            Math.min(end, from + BYTE_ORDER_MARK.length))
        < 0;
  }

  private boolean nextLine() {
    start = next;
    int searched = next;
    while (true) {
      int lineFeed = lineFeed(searched);
      if (lineFeed >= 0) {
        return found(lineFeed, lineFeed + 1);
      }
      searched = filled;
      int moved = start;
      if (!fill()) {
        // A line of which the rest was not waited for is not the line that was written.
        return !closed && filled > start && found(filled, filled);
      }
      searched -= moved - start;
    }
  }

  private int lineFeed(int from) {
    for (int i = from; i < filled; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean found(int lineEnd, int nextLine) {
    end =
        lineEnd > start && buffer[lineEnd - 1] == '\r' && lineEnd < nextLine
            ? lineEnd - 1
            : lineEnd;
    next = nextLine;
    number++;
    return true;
  }

  /** Reads on, having made room behind the line begun; returns whether there was more. */
  private boolean fill() {
    if (filled == buffer.length) {
      makeRoom();
    }
    try {
      int read = closed ? -1 : in.read(buffer, filled, buffer.length - filled);
      consumed = offsetOfBuffer + start;
      filled += Math.max(read, 0);
      return read > 0;
    } catch (IOException e) {
      if (!closed && !(e instanceof ClosedChannelException)) {
        throw unreadable(e);
      }
      // The stream was closed, or this thread interrupted: no more of it is wanted.
      closed = true;
      return false;
    }
  }

  private ConveyorException unreadable(IOException e) {
    return new ConveyorException(
        Category.RUN_FAILED,
        "%s cannot be read%s: %s"
            .formatted(name, number == 0 ? "" : " after line " + number, Reasons.of(e)),
        e);
  }

  private void makeRoom() {
    int length = filled - start;
    if (length > longestLine) {
      throw new ConveyorException(
          Category.RESOURCES,
          "%s:%d: the line is longer than %d bytes; raise largest-block"
              .formatted(name, number + 1, longestLine));
    }
    byte[] target = length > buffer.length / 2 ? new byte[2 * buffer.length] : buffer;
    System.arraycopy(buffer, start, target, 0, length);
    buffer = target;
    offsetOfBuffer += start;
    start = 0;
    filled = length;
  }

  /** Returns about how many bytes lines have been made of. Safe from any thread. */
  long consumed() {
    return consumed;
  }

  String name() {
    return name;
  }

  /** Returns the array that the line is in. */
  byte[] bytes() {
    return buffer;
  }

  /** Returns where the line starts in the array. */
  int start() {
    return start;
  }

  /** Returns the line's length in bytes. */
  int length() {
    return end - start;
  }

  /** Returns the line's number, from 1. */
  long number() {
    return number;
  }

  /** Returns the line as text. */
  String text() {
    String text = new String(buffer, start, end - start, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      requireUtf8();
    }
    return text;
  }

  private void requireUtf8() {
    ByteBuffer line = ByteBuffer.wrap(buffer, start, end - start);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(line);
    } catch (CharacterCodingException e) {
      // The decoder leaves the buffer at the first byte that it could not take.
      int bad = line.position();
      throw bad(
          bad - start,
          "not UTF-8: byte 0x%02x at offset %d of the input"
              .formatted(buffer[bad], offsetOfBuffer + bad),
          e);
    }
  }

  /**
   * Returns an exception about the line.
   *
   * @param at where in it, in bytes from its start
   */
  ConveyorException bad(int at, String problem, Exception cause) {
    int column = new String(buffer, start, at, StandardCharsets.UTF_8).length() + 1;
    return new ConveyorException(
        Category.RUN_FAILED, "%s:%d:%d: %s".formatted(name, number, column, problem), cause);
  }

  @Override
  public void close() {
    closed = true;
    Reasons.close(name, in);
  }
}
