package io.conveyor.cli.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InputWitnessTest {

  private static final int BYTES = 5_000;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  /** Reads all in pieces; returns the mark of what had been read before half of them. */
  private String readAll(InputWitness witness, byte[] input) throws IOException {
    AtomicLong pieces = new AtomicLong();
    witness.counting(pieces::get);
    byte[] buffer = new byte[1 + random.nextInt(1000)];
    try (InputStream in = witness.watch(new ByteArrayInputStream(input))) {
      while (in.read(buffer, 0, 1 + random.nextInt(buffer.length)) >= 0) {
        pieces.incrementAndGet();
      }
    }
    return witness.mark(pieces.get() / 2);
  }

  @Test
  void noticesAnyOtherByteBeforeTheMarkAndNoneBehindIt() throws IOException {
    for (int round = 0; round < 300; round++) {
      byte[] input = new byte[BYTES];
      random.nextBytes(input);
      String mark = readAll(new InputWitness("stdin"), input);
      int marked = Integer.parseInt(("0" + mark).split("-", 2)[0]);
      int changed = random.nextInt(BYTES);
      input[changed] ^= 1;

      InputWitness again = new InputWitness("stdin");
      again.hold();
      again.expect(mark);
      if (changed >= marked) {
        readAll(again, input);
      } else {
        ConveyorException refusal =
            assertThrows(ConveyorException.class, () -> readAll(again, input), "seed " + seed);
        assertEquals(Category.USAGE, refusal.category());
      }
    }
  }

  @Test
  void noticesThatThereIsLess() throws IOException {
    InputWitness first = new InputWitness("stdin");
    first.counting(() -> 1);
    try (InputStream in = first.watch(new ByteArrayInputStream(new byte[BYTES]))) {
      assertEquals(1000, in.read(new byte[1000]));
      assertEquals(1000, in.read(new byte[1000]));
    }
    assertEquals("", first.mark(0), "nothing is in blocks yet");
    String mark = first.mark(1);
    assertEquals("1000-", mark.substring(0, 5));
    InputWitness again = new InputWitness("stdin");
    again.expect(mark);
    assertThrows(ConveyorException.class, () -> readAll(again, new byte[999]));
  }
}
