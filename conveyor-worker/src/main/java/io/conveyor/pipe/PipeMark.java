package io.conveyor.pipe;

import io.conveyor.log.Log;
import io.conveyor.log.LogIndex;
import io.conveyor.log.LogWriter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where a pipe is of which every block is acknowledged by everyone: all that another pipe needs to
 * go on in its place. Immutable.
 *
 * @param run the run of its last document; 0 if there is none
 * @param nextSequence the sequence number of the next block
 * @param runStart that of the run's first block
 * @param acknowledged what the last document acknowledges
 */
@SuppressWarnings("ArrayRecordComponent") // Marks are written and read, never compared.
public record PipeMark(int run, long nextSequence, long runStart, long[] acknowledged) {

  /** Where a pipe begins. */
  public static final PipeMark START = new PipeMark(0, 0, 0, new long[0]);

  /** Creates a mark, copying the array. */
  public PipeMark {
    acknowledged = acknowledged.clone();
  }

  /** Writes the mark. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(run);
    out.writeLong(nextSequence);
    out.writeLong(runStart);
    out.writeInt(acknowledged.length);
    for (long each : acknowledged) {
      out.writeLong(each);
    }
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws IOException if it is no mark
   */
  public static PipeMark read(DataInput in) throws IOException {
    int run = in.readInt();
    long next = in.readLong();
    long runStart = in.readLong();
    int inputs = in.readInt();
    if (run < 0 || runStart < 0 || next < runStart || inputs < 0) {
      throw new IOException(
          "run %d, next sequence %d, run start %d, %d inputs"
              .formatted(run, next, runStart, inputs));
    }
    if (inputs > DocumentHeader.MAX_INPUTS) {
      throw new IOException(inputs + " inputs");
    }
    long[] acknowledged = new long[inputs];
    for (int i = 0; i < inputs; i++) {
      acknowledged[i] = in.readLong();
    }
    return new PipeMark(run, next, runStart, acknowledged);
  }

  /**
   * Creates a pipe that begins at the mark: its only document has no blocks, and acknowledges what
   * the last one did. Once, before anybody opens it.
   */
  public void create(PipeSpec spec) {
    Pipes.create(spec);
    if (run == 0) {
      return;
    }
    DocumentHeader header = new DocumentHeader();
    header.run = run;
    header.firstSequence = nextSequence;
    header.runStart = runStart;
    header.bytes = DocumentHeader.space(acknowledged.length, 0);
    header.encode(acknowledged);
    long index;
    Log log = new Log(spec.log());
    try (LogWriter writer = log.writer(log.noSegments(), LogIndex.FIRST_SEGMENT, LogIndex.NONE)) {
      index = writer.append(header.buffer(), header.length(), new byte[0], 0);
    }
    Cursors cursors = Cursors.open(spec);
    for (int s = 0; s < spec.subscriptions().size(); s++) {
      cursors.group(s).startAt(nextSequence, index);
      cursors.members(s).forEach(member -> member.throughRelease(index, nextSequence));
    }
    cursors.writer().publishRelease(1, nextSequence, index);
  }

  @Override
  public String toString() {
    return "run %d from %d, next %d, acknowledges %s"
        .formatted(run, runStart, nextSequence, Arrays.toString(acknowledged));
  }
}
