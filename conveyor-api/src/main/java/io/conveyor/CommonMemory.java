package io.conveyor;

import java.nio.ByteBuffer;

/**
 * Memory shared by the launcher and all workers of a pipeline: one mapped file, private to the
 * pipeline, allocated in full when it opens and freed when it closes. Starts as zeros.
 *
 * <p>Safe from any thread of any of the processes, with the ordering that each method's name says.
 * Offsets are in bytes from the start; numbers are in native byte order. Methods with an ordering,
 * and those that read and write at once, need an offset that is a multiple of the number's size,
 * and throw {@link IllegalArgumentException} otherwise.
 *
 * <p>All methods throw {@link IndexOutOfBoundsException} for offsets outside the memory, naming
 * offset and size, and {@link IllegalStateException} once the pipeline is closed. Buffers that were
 * handed out stay valid, but nobody else sees what is written to them from then on.
 */
public interface CommonMemory {

  /** Returns the size in bytes. */
  long size();

  /** Returns the byte at an offset. */
  byte getByte(long offset);

  /** Writes a byte. */
  void putByte(long offset, byte value);

  /** Reads bytes into an array. */
  void getBytes(long offset, byte[] target, int from, int length);

  /** Writes bytes from an array. */
  void putBytes(long offset, byte[] source, int from, int length);

  /** Returns the int at an offset of any alignment. */
  int getInt(long offset);

  /** Writes an int at an offset of any alignment. */
  void putInt(long offset, int value);

  /** Returns the long at an offset of any alignment. */
  long getLong(long offset);

  /** Writes a long at an offset of any alignment. */
  void putLong(long offset, long value);

  /** Returns the double at an offset of any alignment. */
  double getDouble(long offset);

  /** Writes a double at an offset of any alignment. */
  void putDouble(long offset, double value);

  /** Reads an int: nothing after it happens before it. Pairs with {@link #putIntRelease}. */
  int getIntAcquire(long offset);

  /** Writes an int: a thread that acquires it sees everything written before. */
  void putIntRelease(long offset, int value);

  /** Reads an int, in one order for all threads. */
  int getIntVolatile(long offset);

  /** Writes an int, in one order for all threads. */
  void putIntVolatile(long offset, int value);

  /**
   * Writes an int if another value is there.
   *
   * @return whether it was there, and the new one has been written
   */
  boolean compareAndSetInt(long offset, int expected, int value);

  /**
   * Adds to an int.
   *
   * @return the value before
   */
  int getAndAddInt(long offset, int delta);

  /** Reads a long: nothing after it happens before it. Pairs with {@link #putLongRelease}. */
  long getLongAcquire(long offset);

  /** Writes a long: a thread that acquires it sees everything written before. */
  void putLongRelease(long offset, long value);

  /** Reads a long, in one order for all threads. */
  long getLongVolatile(long offset);

  /** Writes a long, in one order for all threads. */
  void putLongVolatile(long offset, long value);

  /**
   * Writes a long if another value is there.
   *
   * @return whether it was there, and the new one has been written
   */
  boolean compareAndSetLong(long offset, long expected, long value);

  /**
   * Adds to a long.
   *
   * @return the value before
   */
  long getAndAddLong(long offset, long delta);

  /**
   * Returns the part of the memory that bears a name, giving it out on the first call with that
   * name, whichever process makes it. Regions are given out from the start of the memory, in the
   * order they are first asked for, each aligned to 64 bytes: use either regions or bare offsets,
   * not both.
   *
   * @param name 1 to 47 bytes of UTF-8
   * @param bytes its size, the same in every call; at most 2 GiB - 1
   * @throws IllegalArgumentException if it exists with another size, the size is less than 1, or
   *     the name is empty or too long
   * @throws ConveyorException if there is no room, with the setting to change, or there would be
   *     more than 256 regions
   */
  Region region(String name, int bytes);

  /**
   * Returns a view, which cannot be written through, of the region that bears a name, filled by the
   * first process that asks; the others wait until it is filled. For data that all read: it is
   * there once, however many workers there are. The lock of the same name is held while it is
   * filled.
   *
   * @param name 1 to 47 bytes of UTF-8
   * @param bytes its size, the same in every call; at most 2 GiB - 1
   * @param loader fills it; not called if that has been done. If one throws or dies, the next
   *     begins again, on whatever that one left
   * @param <E> what the loader may throw
   * @throws E if the loader does
   * @throws IllegalArgumentException if the region exists with another size, the size is less than
   *     1, or the name is empty or too long
   * @throws ConveyorException if there is no room, with the setting to change, or there would be
   *     more than 256 regions or 64 locks
   */
  <E extends Exception> ByteBuffer loadOnce(String name, int bytes, Loader<E> loader) throws E;

  /**
   * Returns the lock that bears a name, making it on the first call with that name. It lives in the
   * shared memory itself, beside the {@link #size()} bytes.
   *
   * @param name 1 to 47 bytes of UTF-8
   * @throws IllegalArgumentException if the name is empty or too long
   * @throws ConveyorException if there would be more than 64 locks
   */
  Lock lock(String name);

  /**
   * Returns a view of a stretch of the memory, in native byte order.
   *
   * @param offset where it starts
   * @param bytes its length
   */
  ByteBuffer buffer(long offset, int bytes);

  /**
   * A named part of the memory.
   *
   * @param name its name
   * @param offset where it starts in the memory, a multiple of 64
   * @param bytes its size
   * @param buffer a view of it in native byte order, of its own for each call
   */
  record Region(String name, long offset, int bytes, ByteBuffer buffer) {

    /**
     * Returns a view that cannot be written through, for data that is loaded once and read by all.
     */
    public ByteBuffer readOnly() {
      return buffer.asReadOnlyBuffer().order(buffer.order());
    }
  }

  /**
   * Fills a region; see {@link #loadOnce}.
   *
   * @param <E> what it may throw
   */
  @FunctionalInterface
  interface Loader<E extends Exception> {

    /**
     * Writes everything that the region is to hold.
     *
     * @param region all of it, in native byte order
     * @throws E if that cannot be done; the region then counts as empty
     */
    void load(ByteBuffer region) throws E;
  }

  /**
   * A lock between threads of all processes. Survives the death of its holder: the next one gets
   * it, and learns of the death by {@link Lock.Held#previousHolderDied}. Not reentrant.
   */
  interface Lock {

    /**
     * Waits for the lock, by looking for it again about once a millisecond. In no fair order.
     *
     * @return what to close to release it, by any thread
     * @throws IllegalStateException if this thread has it already
     * @throws ConveyorException if the thread is interrupted while it waits
     */
    Held acquire();

    /** A lock that is held. */
    interface Held extends AutoCloseable {

      /**
       * Returns whether the holder before died in possession, so that what it guards may be half
       * done.
       */
      boolean previousHolderDied();

      /**
       * Releases the lock. Does nothing when called again.
       *
       * @throws IllegalStateException if the lock was taken away because this process was held for
       *     dead
       */
      @Override
      void close();
    }
  }
}
