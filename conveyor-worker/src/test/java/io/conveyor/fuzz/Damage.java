package io.conveyor.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Damages bytes in the ways that disks, other programs and enemies do; by a seed. */
public final class Damage {

  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    2,
    127,
    4096,
    1 << 20,
    1 << 30,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 40,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final long seed;
  private final Random random;
  private int round;
  private String last = "";

  public Damage(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** Takes the seed from {@code -Dseed}, or makes one up. */
  public static Damage seeded() {
    return new Damage(Long.getLong("seed", System.nanoTime()));
  }

  public Random random() {
    return random;
  }

  /** Says how to see the last damage again. */
  @Override
  public String toString() {
    return "-Dseed=%d, round %d: %s".formatted(seed, round, last);
  }

  /** Damages a file. */
  public void file(Path file) throws IOException {
    Files.write(file, bytes(Files.readAllBytes(file)));
    last = file.getFileName() + ": " + last;
  }

  /** Returns damaged bytes; the length may change, too. */
  public byte[] bytes(byte[] good) {
    round++;
    byte[] bytes = good.clone();
    return switch (random.nextInt(good.length < 16 ? 3 : 8)) {
      case 0 -> cut(bytes);
      case 1 -> grown(bytes);
      case 2 -> foreign(bytes);
      case 3 -> bits(bytes);
      case 4, 5 -> number(bytes);
      case 6 -> stretch(bytes);
      default -> zeros(bytes);
    };
  }

  private byte[] cut(byte[] bytes) {
    int length = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    last = "cut to " + length + " bytes";
    return Arrays.copyOf(bytes, length);
  }

  private byte[] grown(byte[] bytes) {
    int more = 1 + random.nextInt(random.nextBoolean() ? 8 : 5_000);
    last = "grown by " + more + " bytes";
    byte[] tail = new byte[more];
    random.nextBytes(tail);
    byte[] grown = Arrays.copyOf(bytes, bytes.length + more);
    System.arraycopy(tail, 0, grown, bytes.length, more);
    return grown;
  }

  private byte[] foreign(byte[] bytes) {
    last = "random bytes";
    byte[] foreign = new byte[random.nextBoolean() ? bytes.length : random.nextInt(5_000)];
    random.nextBytes(foreign);
    return foreign;
  }

  private byte[] bits(byte[] bytes) {
    StringBuilder what = new StringBuilder("bits changed at");
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = place(bytes.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      what.append(' ').append(at);
    }
    last = what.toString();
    return bytes;
  }

  private byte[] number(byte[] bytes) {
    int width = random.nextBoolean() ? Integer.BYTES : Long.BYTES;
    int at = Math.min(place(bytes.length), bytes.length - width) & -width;
    long value = EXTREMES[random.nextInt(EXTREMES.length)];
    ByteBuffer buffer =
        ByteBuffer.wrap(bytes)
            .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (width == Integer.BYTES) {
      buffer.putInt(at, (int) value);
    } else {
      buffer.putLong(at, value);
    }
    last = "%d as %d bytes at %d, %s".formatted(value, width, at, buffer.order());
    return bytes;
  }

  private byte[] stretch(byte[] bytes) {
    int length = 1 + random.nextInt(Math.min(4096, bytes.length));
    int from = random.nextInt(bytes.length - length + 1);
    int to = random.nextInt(bytes.length - length + 1);
    last = "%d bytes copied from %d to %d".formatted(length, from, to);
    System.arraycopy(bytes, from, bytes, to, length);
    return bytes;
  }

  private byte[] zeros(byte[] bytes) {
    int from = place(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(4096));
    last = "zeros from %d to %d".formatted(from, to);
    Arrays.fill(bytes, from, to, (byte) 0);
    return bytes;
  }

  /** Most of what matters stands at the start of a file. */
  private int place(int length) {
    return random.nextInt(random.nextInt(3) > 0 ? Math.min(length, 1024) : length);
  }
}
