package io.conveyor.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.KryoBufferUnderflowException;

/**
 * An input that makes no array longer than the bytes that are left, each element of which takes one
 * at least.
 */
final class BoundedInput extends Input {

  private static final int NOT_ASCII = 0x80;

  private void require(long elements, int bytesEach) {
    if (elements < 0 || elements * bytesEach > limit - position) {
      throw new KryoBufferUnderflowException(
          "%d elements, but %d bytes are left".formatted(elements, limit - position));
    }
  }

  /** Text that is not ASCII begins with its length; its reader makes room for that. */
  private void requireText() {
    if (position < limit && (buffer[position] & NOT_ASCII) != 0) {
      int start = position;
      require(Math.max(0, readVarIntFlag(true) - 1), 1);
      position = start;
    }
  }

  @Override
  public String readString() {
    requireText();
    return super.readString();
  }

  @Override
  public StringBuilder readStringBuilder() {
    requireText();
    return super.readStringBuilder();
  }

  @Override
  public byte[] readBytes(int length) {
    require(length, Byte.BYTES);
    return super.readBytes(length);
  }

  @Override
  public boolean[] readBooleans(int length) {
    require(length, 1);
    return super.readBooleans(length);
  }

  @Override
  public short[] readShorts(int length) {
    require(length, Short.BYTES);
    return super.readShorts(length);
  }

  @Override
  public char[] readChars(int length) {
    require(length, Character.BYTES);
    return super.readChars(length);
  }

  @Override
  public int[] readInts(int length) {
    require(length, Integer.BYTES);
    return super.readInts(length);
  }

  @Override
  public int[] readInts(int length, boolean optimizePositive) {
    require(length, 1);
    return super.readInts(length, optimizePositive);
  }

  @Override
  public long[] readLongs(int length) {
    require(length, Long.BYTES);
    return super.readLongs(length);
  }

  @Override
  public long[] readLongs(int length, boolean optimizePositive) {
    require(length, 1);
    return super.readLongs(length, optimizePositive);
  }

  @Override
  public float[] readFloats(int length) {
    require(length, Float.BYTES);
    return super.readFloats(length);
  }

  @Override
  public double[] readDoubles(int length) {
    require(length, Double.BYTES);
    return super.readDoubles(length);
  }
}
