package io.conveyor.pipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.bell.Doorbell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another pipe in the place of one that is empty. */
class PipeMarkTest {

  private static final Subscription[] READERS = {
    Subscription.sole(1),
    new Subscription(Subscription.Policy.SHARED, List.of(2, 3)),
    new Subscription(Subscription.Policy.ROUND_ROBIN, List.of(4, 5))
  };

  @TempDir private Path scratch;

  private Rig rig(String name) throws IOException {
    Path directory = Files.createDirectory(scratch.resolve(name));
    return Rig.attach(directory, 1 << 20, 0, 64 << 10, READERS);
  }

  private static void append(PipeWriter writer, int count) {
    long first = writer.nextSequence();
    writer.append(2, count, Rig.longs(first, count), 8 * count, new long[] {first + count, 77});
  }

  /** Returns the first blocks of all batches that a reader gets, having acknowledged them. */
  private static List<Long> drain(Rig rig, int subscription, int member) {
    int participant = READERS[subscription].members().get(member);
    try (Doorbell bell = rig.bell(participant);
        PipeReader reader = Pipes.openReader(rig.spec, subscription, member, bell, -1)) {
      List<Long> sequences = new ArrayList<>();
      while (reader.poll(10)) {
        for (int i = 0; i < reader.count(); i++) {
          assertEquals(reader.sequence() + i, Rig.longAt(reader, i));
          sequences.add(reader.sequence() + i);
        }
        reader.acknowledge(reader.sequence() + reader.count());
      }
      return sequences;
    }
  }

  @Test
  void anotherPipeGoesOnWhereTheFirstOneWas() throws IOException {
    Rig first = rig("first");
    Doorbell.create(first.spec.directory(), first.participants);
    Pipes.create(first.spec);
    PipeMark mark;
    PipeGauge gauge = PipeGauge.open(first.spec);
    assertTrue(gauge.isDrained());
    assertEquals(0, gauge.mark().run());
    try (Doorbell bell = first.bell(0);
        PipeWriter writer = first.writer(bell)) {
      append(writer, 3);
      append(writer, 4);
      for (int subscription = 0; subscription < READERS.length; subscription++) {
        for (int member = 0; member < READERS[subscription].members().size(); member++) {
          assertFalse(gauge.isDrained());
          drain(first, subscription, member);
        }
      }
      assertTrue(gauge.isDrained());
      mark = copy(gauge.mark());
    }
    Rig second = rig("second");
    Doorbell.create(second.spec.directory(), second.participants);
    mark.create(second.spec);
    try (Doorbell bell = second.bell(0);
        PipeWriter writer = second.writer(bell)) {
      assertEquals(7, writer.nextSequence());
      assertEquals(2, writer.lastRun());
      assertArrayEquals(new long[] {7, 77}, writer.acknowledged());
      assertTrue(PipeGauge.open(second.spec).isDrained());
      append(writer, 3);
      assertEquals(List.of(7L, 8L, 9L), drain(second, 0, 0));
      assertEquals(List.of(7L, 8L, 9L), drain(second, 1, 0));
      assertEquals(List.of(8L), drain(second, 2, 0));
      assertEquals(List.of(7L, 9L), drain(second, 2, 1));
      assertTrue(PipeGauge.open(second.spec).isDrained());
    }
  }

  private static PipeMark copy(PipeMark mark) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    mark.write(new DataOutputStream(bytes));
    return read(bytes.toByteArray());
  }

  private static PipeMark read(byte[] bytes) throws IOException {
    return PipeMark.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  @Test
  void refusesWhatIsNoMark() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new PipeMark(1, 7, 3, new long[] {5}).write(new DataOutputStream(bytes));
    byte[] whole = bytes.toByteArray();
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(IOException.class, () -> read(part));
    }
    byte[] hugeCount = whole.clone();
    hugeCount[20] = 0x7f;
    assertThrows(IOException.class, () -> read(hugeCount));
    byte[] negativeRun = whole.clone();
    negativeRun[0] = -1;
    assertThrows(IOException.class, () -> read(negativeRun));
  }
}
