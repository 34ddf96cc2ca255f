package io.conveyor.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.LittleEndian;
import io.conveyor.stage.convert.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows of JSON and CSV, and what only looks like them. */
class TreeTest {

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  private static Map<String, @Nullable Object> map(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private static List<@Nullable Object> list(@Nullable Object... elements) {
    return new ArrayList<>(Arrays.asList(elements));
  }

  /** Sends a block, and looks at how it went. */
  private static <T> T sent(int tag, T block) {
    assertEquals(tag, Batches.encode(block)[0]);
    T received = Batches.roundTrip(block);
    assertSame(block.getClass(), received.getClass());
    return received;
  }

  @Test
  void comeOutAsTheyWere() {
    Row row = new Row();
    row.put("id", "1");
    row.put("größe", "groß");
    Map<String, @Nullable Object> tree =
        map(
            "",
            null,
            "a",
            list(1, -1, Integer.MIN_VALUE, Long.MAX_VALUE, 1.5, Double.NaN, -0.0),
            "b",
            map("true", true, "false", false, "wide", "\u20ac \ud83d\ude00", "", ""),
            "c",
            list(row, list(), map()),
            "\u20ac",
            "x".repeat(1_000));
    assertEquals(tree, sent(Tag.TREE, tree));
    assertEquals(
        List.copyOf(tree.keySet()), List.copyOf(Batches.roundTrip(tree).keySet()), "order");
    Object element = ((List<?>) Batches.roundTrip(tree).get("c")).get(0);
    assertSame(Row.class, element.getClass());
    assertEquals(row, sent(Tag.TREE, row));
  }

  @Test
  void whatElseThereIsInOneIsKryos() {
    for (Object other :
        list(1.5f, 'c', (byte) 1, new BigDecimal("1.50"), new int[] {1}, Map.of())) {
      Object received = sent(Tag.KRYO, map("other", list(other))).get("other");
      assertSame(other.getClass(), ((List<?>) received).get(0).getClass());
    }
    Map<Object, Object> numbered = new LinkedHashMap<>(Map.of(1, "one"));
    assertEquals(numbered, sent(Tag.KRYO, numbered));
    List<Integer> many = new ArrayList<>(IntStream.range(0, 70_000).boxed().toList());
    assertEquals(many, sent(Tag.KRYO, many));
    List<@Nullable Object> deep = list();
    for (int depth = 0; depth < 150; depth++) {
      deep = list(deep);
    }
    assertEquals(deep, sent(Tag.KRYO, deep));
  }

  @Test
  void whatIsThereTwiceIsTheSameAgain() {
    List<@Nullable Object> shared = list(1);
    List<@Nullable Object> twice = sent(Tag.KRYO, list(shared, shared));
    assertSame(twice.get(0), twice.get(1));
    List<@Nullable Object> own = list(1);
    own.add(own);
    List<@Nullable Object> received = sent(Tag.KRYO, own);
    assertSame(received, received.get(1));
    String text = "x".repeat(60_000);
    List<@Nullable Object> texts = sent(Tag.KRYO, list(text, text, text));
    assertSame(texts.get(0), texts.get(2));
  }

  @Test
  void standAmongOtherBlocksAndAreSkipped() {
    Object[] blocks = {map("a", 1), "text", map("b", new BigDecimal("1.5")), map("c", 2), 7};
    byte[] batch = Batches.encode(blocks);
    assertEquals(List.of(blocks), Batches.decode(batch, blocks.length));
    BatchDecoder decoder = Batches.codec().decoder();
    for (int i = 0; i < blocks.length; i++) {
      decoder.reset(batch, 0, batch.length, blocks.length);
      decoder.skipTo(i);
      assertEquals(blocks[i], decoder.next());
    }
  }

  /** The checksum finds damage; bytes that were made on purpose have a right one. */
  @Test
  void areNotTrusted() {
    byte[] good =
        Batches.encode(map("a", list(1, 2.5, null, "text"), "b", map("c", "\u20ac"), "d", true));
    int start = Tag.RUN_HEADER + 1 + KryoBlocks.CHECKSUM_BYTES;
    assertEquals(good.length - Tag.RUN_HEADER - 1, good[Tag.RUN_HEADER], "its length is a byte");
    for (int i = 0; i < 50_000; i++) {
      byte[] bad = good.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bad[start + random.nextInt(bad.length - start)] = (byte) random.nextInt(256);
      }
      int sum = KryoBlocks.checksum(bad, start, bad.length - start);
      LittleEndian.putInt(bad, start - KryoBlocks.CHECKSUM_BYTES, sum);
      try {
        Batches.decode(bad, 1);
      } catch (ConveyorException e) {
        assertEquals(Category.CORRUPT, e.category(), () -> "seed " + seed + ": " + e);
      }
    }
  }
}
