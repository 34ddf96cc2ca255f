package io.conveyor.control;

import io.conveyor.FailedBlock;
import io.conveyor.PipelineEvent;
import io.conveyor.PipelineEvent.Outcome;
import io.conveyor.RemoteException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.Optional;

/** How events go over a control link. */
final class EventFormat {

  private EventFormat() {}

  static void write(PipelineEvent.BlockFailed event, DataOutputStream out) throws IOException {
    out.writeLong(event.at().toEpochMilli());
    out.writeUTF(event.stage());
    out.writeInt(event.worker());
    BlockFormat.writeFailed(event.block(), out);
    out.writeUTF(event.outcome().name());
    out.writeInt(event.tries());
    ThrowableFormat.writeOrNone(event.thrown().orElse(null), out);
  }

  static PipelineEvent.BlockFailed read(DataInputStream in) throws IOException {
    Instant at = Instant.ofEpochMilli(in.readLong());
    String stage = in.readUTF();
    int worker = in.readInt();
    FailedBlock block = BlockFormat.readFailed(in);
    if (block == null) {
      throw new ProtocolException("an event without a block");
    }
    Outcome outcome = outcome(in.readUTF());
    int tries = in.readInt();
    RemoteException thrown = ThrowableFormat.readOrNone(in);
    return new PipelineEvent.BlockFailed(
        at, stage, worker, block, outcome, tries, Optional.ofNullable(thrown));
  }

  private static Outcome outcome(String name) throws ProtocolException {
    try {
      return Outcome.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("unknown outcome '%s'".formatted(name));
    }
  }
}
