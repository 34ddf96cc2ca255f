package io.conveyor.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Sends random batches of random graphs, with cycles and sharing, and compares shape and content.
 */
class RandomGraphTest {

  private static final int BATCHES = 1_000;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final BlockCodec sender = Batches.codec();
  private final BlockCodec receiver = Batches.codec();

  record Labelled(String label, Object value) {}

  static class Node {
    int number;
    Object value;
    final List<Node> neighbours = new ArrayList<>();
  }

  static final class Special extends Node {
    Node favourite;
    Node[] others = {};
    Map<String, Node> named = new LinkedHashMap<>();
  }

  @Test
  void keepsShapeAndContentOfWhatIsSent() {
    BatchEncoder encoder = sender.encoder();
    BatchDecoder decoder = receiver.decoder();
    for (int i = 0; i < BATCHES; i++) {
      List<Object> blocks = new ArrayList<>();
      for (int j = random.nextInt(20); j >= 0; j--) {
        blocks.add(random.nextInt(3) == 0 ? graph() : Objects.requireNonNullElse(value(3), 0));
      }
      encoder.clear();
      blocks.forEach(encoder::add);
      decoder.reset(encoder.bytes(), 0, encoder.size(), blocks.size());
      int skipped = random.nextInt(blocks.size());
      decoder.skipTo(skipped);
      for (Object block : blocks.subList(skipped, blocks.size())) {
        requireSame(block, decoder.next(), new IdentityHashMap<>());
      }
    }
  }

  private Node graph() {
    Node[] nodes = new Node[1 + random.nextInt(12)];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = random.nextBoolean() ? new Node() : new Special();
      nodes[i].number = random.nextInt();
      nodes[i].value = value(2);
    }
    for (Node node : nodes) {
      for (int i = random.nextInt(4); i > 0; i--) {
        node.neighbours.add(any(nodes));
      }
      if (node instanceof Special special) {
        special.favourite = random.nextBoolean() ? any(nodes) : null;
        special.others = new Node[] {any(nodes), null, any(nodes)};
        special.named.put(text(), any(nodes));
      }
    }
    return nodes[0];
  }

  private Node any(Node[] nodes) {
    return nodes[random.nextInt(nodes.length)];
  }

  private Object value(int depth) {
    return switch (random.nextInt(depth > 0 ? 24 : 15)) {
      case 0 -> null;
      case 1 -> random.nextInt();
      case 2 -> random.nextLong();
      case 3 -> random.nextDouble();
      case 4 -> (byte) random.nextInt();
      case 5 -> random.nextBoolean();
      case 6, 7, 8 -> text();
      case 9 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(20));
      case 10 -> new UUID(random.nextLong(), random.nextLong());
      case 11 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1000));
      case 12 -> random.nextBoolean() ? TimeUnit.DAYS : TimeUnit.HOURS;
      case 13 -> random.ints(random.nextInt(20)).toArray();
      case 14 -> new TreeSet<>(List.of(text(), text() + "x", text() + "xx")).descendingSet();
      case 15 -> new Labelled(text(), value(depth - 1));
      case 16 -> new ArrayList<>(Arrays.asList(value(depth - 1), value(depth - 1)));
      case 17 -> List.of(Objects.requireNonNullElse(value(depth - 1), ""));
      case 18 -> new HashMap<>(Map.of(text(), Objects.requireNonNullElse(value(depth - 1), "")));
      case 19 -> Optional.ofNullable(value(depth - 1));
      case 20 -> new Object[] {value(depth - 1), value(depth - 1)};
      case 21 -> Map.entry(text(), Objects.requireNonNullElse(value(depth - 1), ""));
      case 22 -> new Labelled[] {new Labelled(text(), value(depth - 1))};
      default -> new IllegalStateException(text());
    };
  }

  private String text() {
    int length = random.nextInt(random.nextInt(10) == 0 ? 5_000 : 20);
    int most = random.nextInt(4) == 0 ? 0x10000 : 0x80;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt(most));
    }
    return text.toString();
  }

  private void requireSame(Object expected, Object actual, Map<Object, Object> seen) {
    if (expected == null || actual == null) {
      assertSame(expected, actual, "-Dseed=" + seed);
      return;
    }
    assertSame(expected.getClass(), actual.getClass(), "-Dseed=" + seed);
    if (expected instanceof Node node) {
      Object before = seen.putIfAbsent(node, actual);
      if (before != null) {
        assertSame(before, actual, "-Dseed=" + seed);
      } else {
        requireSameNode(node, (Node) actual, seen);
      }
    } else if (expected instanceof Throwable thrown) {
      assertEquals(thrown.getMessage(), ((Throwable) actual).getMessage(), "-Dseed=" + seed);
    } else {
      requireSameParts(expected, actual, seen);
    }
  }

  private void requireSameNode(Node expected, Node actual, Map<Object, Object> seen) {
    assertEquals(expected.number, actual.number, "-Dseed=" + seed);
    requireSame(expected.value, actual.value, seen);
    requireSame(expected.neighbours, actual.neighbours, seen);
    if (expected instanceof Special special) {
      requireSame(special.favourite, ((Special) actual).favourite, seen);
      requireSame(special.others, ((Special) actual).others, seen);
      requireSame(special.named, ((Special) actual).named, seen);
    }
  }

  private void requireSameParts(Object expected, Object actual, Map<Object, Object> seen) {
    List<Object> parts = parts(expected);
    List<Object> actualParts = parts(actual);
    if (parts.isEmpty()) {
      assertEquals(List.of(), actualParts, "-Dseed=" + seed);
      assertEquals(plain(expected), plain(actual), "-Dseed=" + seed);
      return;
    }
    assertEquals(parts.size(), actualParts.size(), "-Dseed=" + seed);
    for (int i = 0; i < parts.size(); i++) {
      requireSame(parts.get(i), actualParts.get(i), seen);
    }
  }

  private static Object plain(Object value) {
    return value instanceof Object[] array
        ? Arrays.asList(array)
        : value instanceof int[] ints ? Arrays.toString(ints) : value;
  }

  private static List<Object> parts(Object value) {
    if (value instanceof Labelled labelled) {
      return Arrays.asList(labelled.label(), labelled.value());
    } else if (value instanceof Map<?, ?> map) {
      List<Object> parts = new ArrayList<>(map.keySet());
      parts.addAll(map.values());
      return parts;
    } else if (value instanceof Map.Entry<?, ?> entry) {
      return Arrays.asList(entry.getKey(), entry.getValue());
    } else if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? List.of(optional.get()) : List.of();
    } else if (value instanceof Object[] array) {
      return Arrays.asList(array);
    }
    return value instanceof List<?> list ? new ArrayList<>(list) : List.of();
  }
}
