package io.conveyor.control;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException.Category;
import io.conveyor.FailedBlock;
import io.conveyor.PipelineEvent;
import io.conveyor.RemoteException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What goes over the control link. The package description draws who sends what. */
public sealed interface Frame {

  /** The largest frame in bytes, its length field not counted. */
  int LARGEST = 1 << 20;

  /** Stands for the run where a task failed as it was closed, after all runs. */
  int AT_CLOSE = -1;

  /** Version of the protocol: the same on both sides, or they part. */
  int PROTOCOL = 6;

  /**
   * A worker says who it is.
   *
   * @param protocol the protocol it speaks
   * @param participant its number in the plan
   * @param pid its process id
   * @param codec fingerprint of how it encodes blocks
   */
  record Hello(int protocol, int participant, long pid, String codec) implements Frame {}

  /** What a worker counts as it reports it, so that the launcher knows when all has arrived. */
  sealed interface Report extends Frame {}

  /** A worker is ready for the first run. */
  record Ready() implements Frame {}

  /**
   * A job threw, or the worker cannot continue.
   *
   * @param run the run; 0 before the first one, {@link #AT_CLOSE} after the last
   * @param block the current block; null if there was none
   * @param category what kind of trouble it is
   * @param throwable what was thrown
   */
  record Failed(long run, @Nullable FailedBlock block, Category category, RemoteException throwable)
      implements Report {}

  /**
   * A block that a job threw over was dealt with, and the run continues.
   *
   * @param event what became of it
   */
  record Happened(PipelineEvent.BlockFailed event) implements Report {}

  /** A worker ends, as the launcher has asked. */
  record Finished() implements Frame {}

  /** The launcher asks a worker to finish and end. */
  record Stop() implements Frame {}

  /**
   * A block is to be kept as a dead letter. It lies encoded, a batch of one, in {@link #file}; the
   * worker waits for {@link Kept}.
   *
   * @param participant the worker's number
   * @param run the run
   * @param block the block
   * @param tries how often it was tried by this worker; 0 if it took others down
   * @param throwable what was thrown at last; null if it took others down
   */
  record DeadLetter(
      int participant, long run, BlockId block, int tries, @Nullable RemoteException throwable)
      implements Frame {

    /** Returns where the block lies, given the run directory. */
    public Path file(Path directory) {
      return directory.resolve("dead-letter-" + participant + ".block");
    }
  }

  /**
   * The launcher has kept a dead letter.
   *
   * @param problem why it could not; empty if it has
   */
  record Kept(String problem) implements Frame {}

  /** The launcher asks for a sign of life. */
  record Ping() implements Frame {}

  /** The sign. */
  record Pong() implements Frame {}

  /** The launcher asks what a worker's threads do. */
  record AskStacks() implements Frame {}

  /**
   * What a worker's threads do.
   *
   * @param job where its job is: the stack of the worker's own thread, the user's frames alone
   * @param all the stacks of all threads, as text
   */
  record Stacks(RemoteException job, String all) implements Frame {}

  /** Returns the frame as it goes over the link, without its length. */
  default byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      if (this instanceof Hello hello) {
        out.writeByte(1);
        out.writeInt(hello.protocol());
        out.writeInt(hello.participant());
        out.writeLong(hello.pid());
        out.writeUTF(hello.codec());
      } else if (this instanceof Ready) {
        out.writeByte(2);
      } else if (this instanceof Failed failed) {
        out.writeByte(3);
        out.writeLong(failed.run());
        BlockFormat.writeFailed(failed.block(), out);
        out.writeUTF(failed.category().name());
        ThrowableFormat.write(failed.throwable(), out);
      } else if (this instanceof Finished) {
        out.writeByte(4);
      } else if (this instanceof Stop) {
        out.writeByte(5);
      } else if (this instanceof DeadLetter letter) {
        out.writeByte(6);
        out.writeInt(letter.participant());
        out.writeLong(letter.run());
        BlockFormat.writeOrNone(letter.block(), out);
        out.writeInt(letter.tries());
        ThrowableFormat.writeOrNone(letter.throwable(), out);
      } else if (this instanceof Kept kept) {
        out.writeByte(7);
        out.writeUTF(kept.problem());
      } else if (this instanceof Happened happened) {
        out.writeByte(10);
        EventFormat.write(happened.event(), out);
      } else if (this instanceof Stacks stacks) {
        out.writeByte(12);
        ThrowableFormat.write(stacks.job(), out);
        byte[] all = stacks.all().getBytes(StandardCharsets.UTF_8);
        out.writeInt(all.length);
        out.write(all);
      } else {
        out.writeByte(this instanceof Ping ? 8 : this instanceof Pong ? 9 : 11);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a frame.
   *
   * @param bytes the frame without its length
   * @throws ProtocolException if it is no frame of this protocol
   */
  static Frame decode(byte[] bytes) throws ProtocolException {
    ByteArrayInputStream left = new ByteArrayInputStream(bytes);
    try (DataInputStream in = new DataInputStream(left)) {
      Frame frame = decode(in);
      if (left.available() > 0) {
        throw new ProtocolException("%d bytes too many".formatted(left.available()));
      }
      return frame;
    } catch (EOFException e) {
      throw wrong(bytes, bytes.length, "it ends too early");
    } catch (UTFDataFormatException | ProtocolException e) {
      throw wrong(bytes, bytes.length - left.available(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot fail to be read", e);
    }
  }

  private static ProtocolException wrong(byte[] bytes, int at, String what) {
    return new ProtocolException(
        "control frame of %d bytes, type %d: at byte %d: %s"
            .formatted(bytes.length, bytes.length == 0 ? 0 : bytes[0], at, what));
  }

  private static Frame decode(DataInputStream in) throws IOException {
    byte type = in.readByte();
    return switch (type) {
      case 1 -> new Hello(in.readInt(), in.readInt(), in.readLong(), in.readUTF());
      case 2 -> new Ready();
      case 3 ->
          new Failed(
              in.readLong(), BlockFormat.readFailed(in), category(in), ThrowableFormat.read(in));
      case 4 -> new Finished();
      case 5 -> new Stop();
      case 6 ->
          new DeadLetter(
              in.readInt(),
              in.readLong(),
              readBlock(in),
              in.readInt(),
              ThrowableFormat.readOrNone(in));
      case 7 -> new Kept(in.readUTF());
      case 8 -> new Ping();
      case 9 -> new Pong();
      case 10 -> new Happened(EventFormat.read(in));
      case 11 -> new AskStacks();
      case 12 -> new Stacks(ThrowableFormat.read(in), longText(in));
      default -> throw new ProtocolException("unknown type");
    };
  }

  private static String longText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new ProtocolException("a text of %d bytes".formatted(length));
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static BlockId readBlock(DataInputStream in) throws IOException {
    BlockId block = BlockFormat.readOrNone(in);
    if (block == null) {
      throw new ProtocolException("a dead letter without a block");
    }
    return block;
  }

  private static Category category(DataInputStream in) throws IOException {
    String name = in.readUTF();
    try {
      return Category.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("unknown category '%s'".formatted(name));
    }
  }
}
