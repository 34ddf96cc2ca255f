package io.conveyor.control;

import io.conveyor.BlockId;
import io.conveyor.FailedBlock;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/** How blocks are named over a control link. */
final class BlockFormat {

  /** Stands for the origin of a block where there is none. */
  private static final int NO_BLOCK = -1;

  private BlockFormat() {}

  static void writeOrNone(@Nullable BlockId block, DataOutputStream out) throws IOException {
    out.writeInt(block == null ? NO_BLOCK : block.origin());
    out.writeLong(block == null ? 0 : block.sequence());
  }

  static @Nullable BlockId readOrNone(DataInputStream in) throws IOException {
    int origin = in.readInt();
    long sequence = in.readLong();
    if (origin == NO_BLOCK && sequence == 0) {
      return null;
    }
    if (origin < 0 || sequence < 0) {
      throw new ProtocolException("block %d:%d".formatted(origin, sequence));
    }
    return new BlockId(origin, sequence);
  }

  static void writeFailed(@Nullable FailedBlock block, DataOutputStream out) throws IOException {
    writeOrNone(block == null ? null : block.id(), out);
    if (block != null) {
      out.writeUTF(block.text());
    }
  }

  static @Nullable FailedBlock readFailed(DataInputStream in) throws IOException {
    BlockId id = readOrNone(in);
    return id == null ? null : new FailedBlock(id, in.readUTF());
  }
}
