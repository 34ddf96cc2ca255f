package io.conveyor.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.FailedBlock;
import io.conveyor.PipelineEvent.BlockFailed;
import io.conveyor.PipelineEvent.Outcome;
import io.conveyor.RemoteException;
import io.conveyor.control.Counters.Counter;
import io.conveyor.fuzz.Damage;
import io.conveyor.mapped.SealedFile;
import io.conveyor.pipe.PipeSpec;
import io.conveyor.pipe.Subscription;
import io.conveyor.stage.RemoteThrowables;
import io.conveyor.stage.StageRules;
import io.conveyor.worker.plan.WorkerPlan;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ProtocolException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in the files of a run, or comes over its links: an answer or a clear error. */
class DamagedControlTest {

  private static final int ROUNDS = 20_000;
  private static final int FILE_ROUNDS = 1_000;
  private static final long MAGIC = 0x0123456789abcdefL;

  private final Damage damage = Damage.seeded();

  @TempDir Path directory;

  private static List<Frame> oneOfEach() {
    RemoteException thrown =
        RemoteThrowables.describe(new IllegalStateException("bad", new IOException("worse")));
    return List.of(
        new Frame.Hello(Frame.PROTOCOL, 3, 4711, "1-abc-17"),
        new Frame.Ready(),
        new Frame.Failed(1, new FailedBlock(new BlockId(0, 17), "17"), Category.RUN_FAILED, thrown),
        new Frame.Failed(0, null, Category.START_FAILED, thrown),
        new Frame.Finished(),
        new Frame.Stop(),
        new Frame.DeadLetter(3, 1, new BlockId(0, 17), 2, thrown),
        new Frame.DeadLetter(3, 1, new BlockId(0, 17), 0, null),
        new Frame.Kept("no room"),
        new Frame.Ping(),
        new Frame.Pong(),
        new Frame.AskStacks(),
        new Frame.Stacks(thrown, "\"main\" RUNNABLE\n"),
        new Frame.Happened(event(Outcome.SKIPPED, 4, Optional.of(thrown))),
        new Frame.Happened(event(Outcome.DEAD_LETTERED, 0, Optional.empty())));
  }

  @Test
  void framesAreReadOrRefused() {
    List<byte[]> frames = oneOfEach().stream().map(Frame::encode).toList();
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = damage.bytes(frames.get(i % frames.size()));
      try {
        assertNotNull(Frame.decode(bytes).encode());
      } catch (ProtocolException e) {
        assertTrue(e.getMessage().startsWith("control frame of " + bytes.length), e::getMessage);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(damage.toString(), e);
      }
    }
  }

  @Test
  void frameOfAnUnknownCategoryIsRefused() {
    byte[] frame = oneOfEach().get(2).encode();
    frame[1 + 8 + 4 + 8 + 2 + "17".length() + 2] = 'X';
    ProtocolException refused = assertThrows(ProtocolException.class, () -> Frame.decode(frame));
    assertTrue(refused.getMessage().contains("unknown category 'XUN_FAILED'"));
  }

  @Test
  void framesArriveAsTheyWereSent() throws Exception {
    for (Frame frame : oneOfEach()) {
      assertArrayEquals(frame.encode(), Frame.decode(frame.encode()).encode());
    }
    Frame.Failed failed = (Frame.Failed) Frame.decode(oneOfEach().get(2).encode());
    assertEquals(new FailedBlock(new BlockId(0, 17), "17"), failed.block());
    assertNull(((Frame.Failed) Frame.decode(oneOfEach().get(3).encode())).block());
  }

  @Test
  void blocksThatCannotBeAreRefused() {
    byte[] negative = oneOfEach().get(2).encode();
    ByteBuffer.wrap(negative).putInt(1 + 8, -2);
    assertRefused(negative, "block -2:17");
    byte[] noLetter = oneOfEach().get(6).encode();
    ByteBuffer.wrap(noLetter).putInt(1 + 4 + 8, -1).putLong(1 + 4 + 8 + 4, 0);
    assertRefused(noLetter, "a dead letter without a block");
  }

  private static void assertRefused(byte[] frame, String why) {
    ProtocolException refused = assertThrows(ProtocolException.class, () -> Frame.decode(frame));
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
  }

  @Test
  void linksEndWithWhatIsNoFrame() throws Exception {
    byte[] good = framed(oneOfEach().get(2).encode());
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      for (int i = 0; i < FILE_ROUNDS; i++) {
        SocketChannel other = SocketChannel.open(address);
        try (ControlLink link = new ControlLink(server.accept())) {
          other.write(ByteBuffer.wrap(damage.bytes(good)));
          other.close();
          while (link.receive() != null) {}
        } catch (ProtocolException | EOFException e) {
          assertNotNull(e.getMessage(), damage::toString);
        } catch (RuntimeException | Error e) {
          throw new AssertionError(damage.toString(), e);
        }
      }
    }
  }

  private static byte[] framed(byte[] frame) {
    return ByteBuffer.allocate(4 + frame.length).putInt(frame.length).put(frame).array();
  }

  @Test
  void whateverIsThrownFitsAFrame() throws Exception {
    Throwable thrown = null;
    for (int i = 0; i < 40; i++) {
      thrown = new IllegalStateException("\u4e00".repeat(100_000), thrown);
      StackTraceElement[] trace = new StackTraceElement[2_000];
      for (int j = 0; j < trace.length; j++) {
        String name = "\u4e00".repeat(j < 2 ? 70_000 : 200);
        trace[j] = new StackTraceElement(name, name, name, j);
      }
      thrown.setStackTrace(trace);
    }
    Frame frame =
        new Frame.Failed(
            1,
            new FailedBlock(new BlockId(0, 1), ""),
            Category.RUN_FAILED,
            RemoteThrowables.describe(thrown));
    byte[] bytes = frame.encode();
    assertTrue(bytes.length <= Frame.LARGEST, bytes.length + " bytes");
    assertArrayEquals(bytes, Frame.decode(bytes).encode());
  }

  @Test
  void planIsThatOfTheLauncherOrRefused() throws Exception {
    WorkerPlan plan = plan();
    plan.write(directory);
    Path file = directory.resolve("worker-2.plan");
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < FILE_ROUNDS; i++) {
      Files.write(file, damage.bytes(good));
      requireSameOrCorrupt(
          file, () -> assertArrayEquals(plan.encode(), WorkerPlan.read(directory, 2).encode()));
    }
  }

  private static BlockFailed event(Outcome outcome, int tries, Optional<RemoteException> thrown) {
    FailedBlock block = new FailedBlock(new BlockId(0, 17), "17");
    return new BlockFailed(Instant.ofEpochMilli(1), "stage", 1, block, outcome, tries, thrown);
  }

  private WorkerPlan plan() {
    PipeSpec pipe = pipe(1);
    return new WorkerPlan(
        2,
        4,
        "stage",
        0,
        1,
        false,
        true,
        false,
        1 << 16,
        new WorkerPlan.Times(60_000, 5_000),
        new byte[300],
        StageRules.PLAIN,
        List.of(new WorkerPlan.Input(pipe, 0, 0)),
        pipe(2));
  }

  private PipeSpec pipe(int id) {
    return new PipeSpec(
        id, "p" + id, directory, 1, 1 << 20, 0, 1000, List.of(Subscription.sole(2)));
  }

  @Test
  void planOfAnotherVersionAndAMissingOneAreNamed() throws Exception {
    Path file = directory.resolve("worker-2.plan");
    requireMessage(() -> WorkerPlan.read(directory, 2), file + ": no such file");
    Files.write(file, ByteBuffer.allocate(100).putLong(0x504c414e00000005L).array());
    requireMessage(
        () -> WorkerPlan.read(directory, 2),
        file + ": magic is 0x504c414e00000005, expected 0x504c414e00000009");
    plan().write(directory);
    Files.move(file, directory.resolve("worker-3.plan"));
    requireMessage(() -> WorkerPlan.read(directory, 3), "plan of participant 2, expected 3");
  }

  @Test
  void sealedFileIsWhatWasWrittenOrRefused() throws Exception {
    Path file = directory.resolve("sealed.dat");
    byte[] content = new byte[1_000];
    damage.random().nextBytes(content);
    new SealedFile(file, MAGIC).write(content, content.length);
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < FILE_ROUNDS; i++) {
      Files.write(file, damage.bytes(good));
      requireSameOrCorrupt(
          file, () -> assertArrayEquals(content, new SealedFile(file, MAGIC).read()));
    }
    Files.delete(file);
    assertNull(new SealedFile(file, MAGIC).read());
  }

  @Test
  void sealedFileThatIsTooLongTakesNoMemory() throws Exception {
    Path file = directory.resolve("sealed.dat");
    new SealedFile(file, MAGIC).write(new byte[10], 10);
    try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
      longer.setLength(8L << 30);
    }
    requireMessage(() -> new SealedFile(file, MAGIC).read(), "but " + ((8L << 30) - 16) + " bytes");
  }

  @Test
  void countersAreOfAllPartiesOrRefused() throws Exception {
    Counters.create(directory, 3);
    Path file = directory.resolve("counters.dat");
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < FILE_ROUNDS; i++) {
      Files.write(file, damage.bytes(good));
      requireSameOrCorrupt(
          file,
          () -> {
            Counters counters = Counters.open(directory);
            counters.requireParticipants(directory, 3);
            counters.forgetProcesses();
            assertEquals(0, counters.get(2, Counter.RETRY));
          });
    }
    Files.write(file, good);
    requireMessage(
        () -> Counters.open(directory).requireParticipants(directory, 4),
        file + ": participants: expected 4, found 3");
  }

  private interface Reading {
    void run() throws Exception;
  }

  private void requireSameOrCorrupt(Path file, Reading reading) {
    try {
      reading.run();
    } catch (ConveyorException e) {
      assertEquals(Category.CORRUPT, e.category(), damage::toString);
      assertTrue(e.getMessage().startsWith(file + ": "), () -> damage + ": " + e.getMessage());
    } catch (Exception | Error e) {
      throw new AssertionError(damage.toString(), e);
    }
  }

  private static void requireMessage(Reading reading, String expected) {
    ConveyorException refused = assertThrows(ConveyorException.class, reading::run);
    assertEquals(Category.CORRUPT, refused.category());
    assertTrue(refused.getMessage().contains(expected), refused::getMessage);
  }
}
