package io.conveyor.pipe;

import io.conveyor.log.Log;
import io.conveyor.mapped.LittleEndian;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The header of a document, written into and read from a byte array of its own. Reused; not
 * thread-safe.
 */
final class DocumentHeader {

  /** The most inputs that a writer may acknowledge. */
  static final int MAX_INPUTS = 4096;

  static final int FIXED_BYTES = 56;

  private static final byte VERSION = 2;
  private static final byte BLOCKS = 1;
  private static final byte END_OF_RUN = 2;
  private static final byte BLOCKS_IN_RING = 3;

  private static final int KIND_AT = 3;
  private static final int RUN_AT = 4;
  private static final int ORDINAL_AT = 8;
  private static final int FIRST_AT = 16;
  private static final int RUN_START_AT = 24;
  private static final int BYTES_AT = 32;
  private static final int COUNT_AT = 40;
  private static final int PAYLOAD_AT = 44;
  private static final int INPUTS_AT = 48;
  private static final int CHECKSUM_AT = 52;

  boolean endOfRun;

  /** Whether the payload lies in the ring, and the document only says where, in an int. */
  boolean inRing;

  int run;
  long ordinal;
  long firstSequence;
  long runStart;
  long bytes;
  int count;
  int payloadLength;
  int inputs;

  private final CRC32C crc = new CRC32C();
  private byte[] buffer = new byte[FIXED_BYTES];

  /** Returns the bytes that a document takes in the log. */
  static long space(int inputs, int payloadLength) {
    return Log.space(length(inputs, payloadLength));
  }

  private static long length(int inputs, int payloadLength) {
    return FIXED_BYTES + (long) Long.BYTES * inputs + payloadLength;
  }

  /** The array that {@link #encode} fills, and that is to be filled for {@link #decode}. */
  byte[] buffer() {
    return buffer;
  }

  /** The length of the header with its acknowledged vector, in bytes. */
  int length() {
    return FIXED_BYTES + Long.BYTES * inputs;
  }

  long endSequence() {
    return firstSequence + count;
  }

  /** Returns the bytes that this document takes in the log. */
  long space() {
    return space(inputs, storedLength());
  }

  /** Returns how much of the payload lies in the document, in bytes. */
  int storedLength() {
    return inRing ? Integer.BYTES : payloadLength;
  }

  void encode(long[] acknowledged) {
    inputs = acknowledged.length;
    makeRoom();
    buffer[0] = 'C';
    buffer[1] = 'v';
    buffer[2] = VERSION;
    buffer[KIND_AT] = endOfRun ? END_OF_RUN : inRing ? BLOCKS_IN_RING : BLOCKS;
    LittleEndian.putInt(buffer, RUN_AT, run);
    LittleEndian.putLong(buffer, ORDINAL_AT, ordinal);
    LittleEndian.putLong(buffer, FIRST_AT, firstSequence);
    LittleEndian.putLong(buffer, RUN_START_AT, runStart);
    LittleEndian.putLong(buffer, BYTES_AT, bytes);
    LittleEndian.putInt(buffer, COUNT_AT, count);
    LittleEndian.putInt(buffer, PAYLOAD_AT, payloadLength);
    LittleEndian.putInt(buffer, INPUTS_AT, inputs);
    for (int i = 0; i < inputs; i++) {
      LittleEndian.putLong(buffer, FIXED_BYTES + Long.BYTES * i, acknowledged[i]);
    }
    LittleEndian.putInt(buffer, CHECKSUM_AT, checksum());
  }

  private void makeRoom() {
    if (buffer.length < length()) {
      buffer = Arrays.copyOf(buffer, length());
    }
  }

  /** Of the fixed part but for its own place, and of the acknowledged vector. */
  private int checksum() {
    crc.reset();
    crc.update(buffer, 0, CHECKSUM_AT);
    crc.update(buffer, FIXED_BYTES, Long.BYTES * inputs);
    return (int) crc.getValue();
  }

  /**
   * Takes the fields from the buffer, which then has room for the acknowledged vector, too.
   *
   * @param documentLength the length of the whole document in bytes, as the queue says
   * @param mostPayload the largest payload that the pipe takes, in bytes
   * @return null, or what is wrong with it
   */
  @Nullable String decode(long documentLength, int mostPayload) {
    if (documentLength < FIXED_BYTES) {
      return "expected at least " + FIXED_BYTES + " bytes, found " + documentLength;
    }
    if (buffer[0] != 'C' || buffer[1] != 'v' || buffer[2] != VERSION) {
      return "expected a document of version %d, found one that begins %02x %02x %02x"
          .formatted(VERSION, buffer[0], buffer[1], buffer[2]);
    }
    endOfRun = buffer[KIND_AT] == END_OF_RUN;
    inRing = buffer[KIND_AT] == BLOCKS_IN_RING;
    run = LittleEndian.getInt(buffer, RUN_AT);
    ordinal = LittleEndian.getLong(buffer, ORDINAL_AT);
    firstSequence = LittleEndian.getLong(buffer, FIRST_AT);
    runStart = LittleEndian.getLong(buffer, RUN_START_AT);
    bytes = LittleEndian.getLong(buffer, BYTES_AT);
    count = LittleEndian.getInt(buffer, COUNT_AT);
    payloadLength = LittleEndian.getInt(buffer, PAYLOAD_AT);
    inputs = LittleEndian.getInt(buffer, INPUTS_AT);
    String wrong = validate(documentLength, mostPayload);
    if (wrong == null) {
      makeRoom();
    }
    return wrong;
  }

  private @Nullable String validate(long documentLength, int mostPayload) {
    if (buffer[KIND_AT] < BLOCKS || buffer[KIND_AT] > BLOCKS_IN_RING) {
      return "expected a kind from %d to %d, found %d"
          .formatted(BLOCKS, BLOCKS_IN_RING, buffer[KIND_AT]);
    }
    if (inputs < 0 || inputs > MAX_INPUTS || payloadLength < 0 || payloadLength > mostPayload) {
      return "found %d inputs and a payload of %d bytes, expected at most %d and %d"
          .formatted(inputs, payloadLength, MAX_INPUTS, mostPayload);
    }
    // The log rounds lengths up: what follows the payload is padding.
    long expected = length(inputs, storedLength());
    if (documentLength < expected || documentLength > expected + 3) {
      return "expected a length of %d bytes, found %d".formatted(expected, documentLength);
    }
    if (count < 0 || ordinal < 0 || runStart < 0 || firstSequence < runStart || bytes < 0) {
      return "found count %d, ordinal %d, first sequence %d, run start %d, bytes %d"
          .formatted(count, ordinal, firstSequence, runStart, bytes);
    }
    return null;
  }

  /**
   * Takes note that the acknowledged vector has been put into {@link #buffer} behind the fixed
   * part.
   *
   * @return null, or what is wrong with the header as a whole
   */
  @Nullable String verify() {
    int expected = LittleEndian.getInt(buffer, CHECKSUM_AT);
    int found = checksum();
    return found == expected
        ? null
        : "expected a header of checksum %08x, found %08x".formatted(expected, found);
  }

  /** Returns the acknowledged vector. */
  long[] acknowledged() {
    long[] acknowledged = new long[inputs];
    for (int i = 0; i < inputs; i++) {
      acknowledged[i] = LittleEndian.getLong(buffer, FIXED_BYTES + Long.BYTES * i);
    }
    return acknowledged;
  }
}
