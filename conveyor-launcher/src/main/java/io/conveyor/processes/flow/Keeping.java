package io.conveyor.processes.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Results;
import io.conveyor.mapped.SealedFile;
import io.conveyor.worker.carrier.WorkerPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far the results of a durable run are kept. The sealed file {@code results.dat} holds the
 * offset that the keeper gave, and for each pipe of results the first block that is not kept:
 *
 * <pre>
 *   int32 length | the offset, in UTF-8 | int64 position of each pipe
 * </pre>
 */
public final class Keeping {

  private static final long MAGIC = 0x524553554c540002L;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** The file's name. */
  static final String FILE = "results.dat";

  private final SealedFile file;
  private final long[] positions;
  private String offset = "";
  private long keptNanos = System.nanoTime();
  private @Nullable Supplier<String> keeper;
  private @Nullable Runnable force;

  private Keeping(Path directory, int pipes) {
    this.file = new SealedFile(directory.resolve(FILE), MAGIC);
    this.positions = new long[pipes];
  }

  public static Keeping open(Path directory, List<WorkerPlan.Input> results) throws IOException {
    for (WorkerPlan.Input input : results) {
      if (input.pipe().subscriptions().get(input.subscription()).claims()) {
        throw new ConveyorException(
            Category.USAGE,
            "a pipeline that ends within a balancing fork cannot be durable; add a join");
      }
    }
    Keeping keeping = new Keeping(directory, results.size());
    keeping.read();
    return keeping;
  }

  private void read() throws IOException {
    byte[] content = file.read();
    if (content == null) {
      return;
    }
    ByteBuffer left = ByteBuffer.wrap(content);
    offset = readOffset(left);
    int expected = Long.BYTES * positions.length;
    if (left.remaining() != expected) {
      throw file.corrupt(
          "%d bytes behind the offset, expected %d".formatted(left.remaining(), expected));
    }
    for (int i = 0; i < positions.length; i++) {
      positions[i] = left.getLong();
    }
    if (Arrays.stream(positions).anyMatch(position -> position < 0)) {
      throw file.corrupt(
          "positions %s, none may be negative".formatted(Arrays.toString(positions)));
    }
  }

  private String readOffset(ByteBuffer left) {
    int length = left.remaining() < Integer.BYTES ? -1 : left.getInt();
    if (length < 0 || length > Math.min(Results.MOST_OFFSET_BYTES, left.remaining())) {
      throw file.corrupt(
          "an offset of %d bytes, expected 0 to %d".formatted(length, Results.MOST_OFFSET_BYTES));
    }
    ByteBuffer text = left.slice(left.position(), length);
    left.position(left.position() + length);
    try {
      return UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw file.corrupt("the offset is not UTF-8: " + e);
    }
  }

  void by(Supplier<String> how, @Nullable Runnable howToForce) {
    keeper = how;
    force = howToForce;
  }

  /** Returns whether what is kept can be made to survive a loss of power. */
  boolean isForceable() {
    return keeper == null || force != null;
  }

  /** Makes what is kept survive a loss of power. */
  void force() {
    Runnable how = force;
    if (how != null) {
      how.run();
    }
  }

  /** Returns the offset of what was kept last; empty if nothing was. */
  String offset() {
    return offset;
  }

  /** Returns the first block of a pipe that is not kept. */
  public long position(int pipe) {
    return positions[pipe];
  }

  /** Returns how many blocks are kept in all. */
  long blocks() {
    return Arrays.stream(positions).sum();
  }

  /** All blocks of a pipe before that one have been pulled. */
  void pulled(int pipe, long upTo) {
    positions[pipe] = Math.max(positions[pipe], upTo);
  }

  boolean isDue() {
    return System.nanoTime() - keptNanos > PAUSE_NANOS;
  }

  /** Has what was pulled kept, and remembers that it is. */
  void keep() {
    Supplier<String> how = keeper;
    if (how != null) {
      offset = how.get();
    }
    byte[] text = offset.getBytes(UTF_8);
    ByteBuffer content =
        ByteBuffer.allocate(Integer.BYTES + text.length + Long.BYTES * positions.length);
    content.putInt(text.length).put(text);
    for (long position : positions) {
      content.putLong(position);
    }
    try {
      file.write(content.array(), content.capacity());
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES, "how far results are kept cannot be written: " + e, e);
    }
    keptNanos = System.nanoTime();
  }
}
