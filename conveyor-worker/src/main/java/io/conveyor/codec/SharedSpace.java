package io.conveyor.codec;

import java.nio.ByteBuffer;

/**
 * Memory beside the batches, for blocks too large to be copied twice: who encodes copies them into
 * it, who decodes copies them out of it, and the batch only says where they are. For the thread
 * that encodes.
 */
public interface SharedSpace {

  /** There is no room, or never any for so much: the block goes into the batch itself. */
  int NONE = -1;

  /** The space of batches that have nothing beside them. */
  SharedSpace EMPTY =
      new SharedSpace() {
        @Override
        public int reserve(int bytes) {
          return NONE;
        }

        @Override
        public ByteBuffer memory() {
          throw new IllegalStateException("nothing is reserved");
        }
      };

  /**
   * Reserves room for a block. May wait a moment for some to become free.
   *
   * @param bytes how much, at least 1
   * @return where it starts in {@link #memory}, or {@link #NONE}
   */
  int reserve(int bytes);

  /** Returns all of the memory, little endian. */
  ByteBuffer memory();
}
