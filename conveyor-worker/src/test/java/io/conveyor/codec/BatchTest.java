package io.conveyor.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class BatchTest {

  private static final Object[] ONE_OF_EACH = {
    1,
    2,
    Integer.MIN_VALUE,
    3L,
    Long.MIN_VALUE,
    1.5,
    Double.NaN,
    -0.0f,
    (short) -7,
    'x',
    '\uffff',
    (byte) -1,
    true,
    false,
    "",
    "plain",
    "caf\u00e9",
    "\u0416\u20ac \ud83d\ude00",
    "lone \ud800",
    4
  };

  @Test
  void keepsBlocksOfEveryFixedTypeAndString() {
    List<Object> expected = Arrays.asList(ONE_OF_EACH);
    assertEquals(expected, Batches.decode(Batches.encode(ONE_OF_EACH), expected.size()));
  }

  @Test
  void keepsPrimitiveArrays() {
    Object[] arrays = {
      new byte[] {1, -1},
      new boolean[] {true, false},
      new short[] {-1, 2},
      new char[] {'a', '\uffff'},
      new int[] {1, Integer.MIN_VALUE},
      new long[] {Long.MIN_VALUE, 2},
      new float[] {1.5f, Float.NaN},
      new double[] {-0.0, Double.MAX_VALUE},
      new int[0],
      new byte[100_000]
    };
    assertArrayEquals(arrays, Batches.decode(Batches.encode(arrays), arrays.length).toArray());
  }

  @Test
  void sharesOneRunAmongBlocksOfOneType() {
    assertEquals(5 + 3 * 4, Batches.encode(1, 2, 3).length);
    assertEquals(5 + 4 + 5 + 8 + 5 + 4, Batches.encode(1, 2L, 3).length);
    assertEquals(5 + 3 + 3, Batches.encode("ab", "cd").length);
  }

  @Test
  void skipsWithoutDecoding() {
    byte[] batch = Batches.encode(ONE_OF_EACH);
    for (int from = 0; from <= ONE_OF_EACH.length; from++) {
      BatchDecoder decoder = Batches.codec().decoder();
      decoder.reset(batch, 0, batch.length, ONE_OF_EACH.length);
      decoder.skipTo(from / 2);
      decoder.skipTo(from);
      assertEquals(from, decoder.position());
      List<Object> rest = new ArrayList<>();
      while (decoder.hasNext()) {
        rest.add(decoder.next());
      }
      assertEquals(Arrays.asList(ONE_OF_EACH).subList(from, ONE_OF_EACH.length), rest);
    }
  }

  @Test
  void refusesToSkipBackwardsOrPastTheEnd() {
    BatchDecoder decoder = Batches.codec().decoder();
    byte[] batch = Batches.encode(1, 2, 3);
    decoder.reset(batch, 0, batch.length, 3);
    decoder.skipTo(2);
    assertThrows(IllegalArgumentException.class, () -> decoder.skipTo(1));
    assertThrows(IllegalArgumentException.class, () -> decoder.skipTo(4));
    assertEquals(3, decoder.next());
    assertThrows(NoSuchElementException.class, decoder::next);
  }

  @Test
  void decodesFromTheMiddleOfAnArray() {
    byte[] batch = Batches.encode("a", 1);
    byte[] padded = new byte[batch.length + 20];
    Arrays.fill(padded, (byte) -1);
    System.arraycopy(batch, 0, padded, 7, batch.length);
    BatchDecoder decoder = Batches.codec().decoder();
    decoder.reset(padded, 7, batch.length, 2);
    assertEquals("a", decoder.next());
    assertEquals(1, decoder.next());
    assertFalse(decoder.hasNext());
  }

  @Test
  void startsOverAfterClear() {
    BatchEncoder encoder = Batches.codec().encoder();
    encoder.add("to be forgotten");
    encoder.clear();
    assertEquals(0, encoder.size());
    assertEquals(0, encoder.count());
    encoder.add(5);
    assertEquals(List.of(5), Batches.decode(Arrays.copyOf(encoder.bytes(), encoder.size()), 1));
  }

  @Test
  void keepsMoreThanTheFirstBufferHolds() {
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      many.add(i % 1000 == 0 ? (Object) ("string " + i) : (Object) i);
    }
    assertEquals(many, Batches.decode(Batches.encode(many.toArray()), many.size()));
  }

  @Test
  void leavesTheNeighboursOfAFailingBlockIntact() {
    BatchEncoder encoder = Batches.codec().encoder();
    encoder.add("before");
    encoder.add(List.of("kryo"));
    for (Object bad : new Object[] {new Thread(), new byte[Batches.LARGEST_BLOCK + 1]}) {
      int size = encoder.size();
      int count = encoder.count();
      assertThrows(ConveyorException.class, () -> encoder.add(bad));
      assertEquals(size, encoder.size());
      assertEquals(count, encoder.count());
      encoder.add(count);
      encoder.add(List.of(count));
    }
    assertEquals(
        List.of("before", List.of("kryo"), 2, List.of(2), 4, List.of(4)),
        Batches.decode(Arrays.copyOf(encoder.bytes(), encoder.size()), encoder.count()));
  }

  @Test
  void refusesBlocksOverTheLimitWhateverTheirType() {
    int most = Batches.LARGEST_BLOCK;
    Object[] fitting = {
      "x".repeat(most), "\u0416".repeat(most / 2), new byte[most], new long[most / 8]
    };
    assertArrayEquals(fitting, Batches.decode(Batches.encode(fitting), fitting.length).toArray());
    assertTooLarge("x".repeat(most + 1));
    assertTooLarge("\u0416".repeat(most / 2 + 1));
    assertTooLarge(new byte[most + 1]);
    assertTooLarge(new long[most / 8 + 1]);
    assertTooLarge(List.of(new byte[most / 2], new byte[most / 2]));
    assertTooLarge(new ArrayList<>(Collections.nCopies(most, "x")));
    assertTooLarge(new IllegalStateException("x".repeat(most)));
  }

  private static void assertTooLarge(Object block) {
    ConveyorException e = assertThrows(ConveyorException.class, () -> Batches.encode(block));
    assertEquals(Category.RESOURCES, e.category());
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("largestBlock(...)"), message);
    assertTrue(message.contains(String.valueOf(Batches.LARGEST_BLOCK)), message);
    assertTrue(message.contains(block.getClass().getTypeName()), message);
  }

  @Test
  void refusesLimitsOutOfRange() {
    ClassLoader classes = BatchTest.class.getClassLoader();
    assertThrows(IllegalArgumentException.class, () -> BlockCodec.create(classes, 63));
    assertThrows(IllegalArgumentException.class, () -> BlockCodec.create(classes, (512 << 20) + 1));
  }

  @Test
  void hasAFingerprintThatChangesWithTheNumberedTypes() {
    CRC32C checksum = new CRC32C();
    for (Class<?> type : NumberedTypes.all()) {
      checksum.update((type.getName() + '\n').getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(Long.toHexString(checksum.getValue()), BlockCodec.NUMBERED_TYPES);
    assertTrue(Batches.codec().fingerprint().contains(BlockCodec.NUMBERED_TYPES));
  }

  @Test
  void numbersNoTypeTwice() {
    assertEquals(NumberedTypes.all().size(), NumberedTypes.all().stream().distinct().count());
  }
}
