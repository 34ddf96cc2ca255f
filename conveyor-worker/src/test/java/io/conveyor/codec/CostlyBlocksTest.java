package io.conveyor.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import java.io.Serializable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks of some kilobytes that would take hours to decode, and large ones that do not. */
@SuppressWarnings("JdkObsolete") // Users send them.
class CostlyBlocksTest {

  private static final int LEVELS = 60;
  private static final int MANY = 8_000;
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private static Object roundTrip(Object block) {
    BlockCodec sender = BlockCodec.create(CostlyBlocksTest.class.getClassLoader(), 64 << 20);
    return assertTimeoutPreemptively(
        DEADLINE, () -> Batches.decode(sender.encode(block), 1).get(0));
  }

  /** Sets of the same two sets each; what is in a set when it is put into another is little. */
  private static Set<Object> nestedSets() {
    Set<Object> root = new HashSet<>();
    Set<Object> one = root;
    Set<Object> other = new HashSet<>();
    for (int i = 0; i < LEVELS; i++) {
      Set<Object> below = new HashSet<>(List.of("x"));
      Set<Object> beside = new HashSet<>();
      one.addAll(List.of(below, beside));
      other.addAll(List.of(below, beside));
      one = below;
      other = beside;
    }
    return root;
  }

  /** Lists that have the same list twice each. */
  private static List<Object> doubled(int levels) {
    List<Object> list = new ArrayList<>(List.of("x"));
    for (int i = 0; i < levels; i++) {
      list = new ArrayList<>(List.of(list, list));
    }
    return list;
  }

  private static <T> T withKey(T collection, List<Object> key) {
    key.addAll(doubled(LEVELS));
    return collection;
  }

  private static Stream<String> textOfOneHashCode(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Integer.toBinaryString(count + i).replace("0", "Aa").replace("1", "BB"));
  }

  /** Lists of one hash code, put in when they had others. */
  private static Set<Object> listsOfOneHashCode(int count) {
    Map<List<Object>, String> lists = new LinkedHashMap<>();
    textOfOneHashCode(count)
        .forEach(text -> lists.put(new ArrayList<>(List.of(text + "!", lists.size())), text));
    Set<Object> keys = new LinkedHashSet<>(lists.keySet());
    lists.forEach(
        (list, text) -> {
          list.clear();
          list.add(text);
        });
    return keys;
  }

  static class Custom implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Object inside;

    Custom(Object inside) {
      this.inside = inside;
    }

    private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException {
      out.defaultWriteObject();
    }
  }

  private record Pair(Object one, Object other) {}

  /** Named, as nobody lives to see them printed. */
  private static Stream<Arguments> numbered(Object... blocks) {
    return IntStream.range(0, blocks.length)
        .mapToObj(i -> Arguments.of(org.junit.jupiter.api.Named.of("block " + i, blocks[i])));
  }

  static Stream<Arguments> costly() {
    List<Object> inSet = new ArrayList<>();
    List<Object> inMap = new ArrayList<>();
    List<Object> inTable = new ArrayList<>();
    List<Object> inPair = new ArrayList<>();
    List<Object> inImmutable = new ArrayList<>();
    Map<String, Integer> table = new Hashtable<>();
    textOfOneHashCode(2 * MANY).forEach(text -> table.put(text, 1));
    return numbered(
        nestedSets(),
        new Custom(nestedSets()),
        withKey(new HashSet<>(List.of(inSet)), inSet),
        withKey(new ConcurrentHashMap<>(Map.of(inMap, 1)), inMap),
        withKey(new Custom(new Hashtable<>(Map.of(inTable, 1))), inTable),
        withKey(new HashMap<>(Map.of(new Pair(1, inPair), 1)), inPair),
        withKey(Set.of(inImmutable, 1, 2), inImmutable),
        listsOfOneHashCode(MANY),
        new Custom(listsOfOneHashCode(3 * MANY)),
        table,
        new Custom(table),
        Set.copyOf(textOfOneHashCode(MANY).toList()));
  }

  @ParameterizedTest
  @MethodSource("costly")
  void whatTakesTooLongIsRefused(Object block) {
    ConveyorException refused = assertThrows(ConveyorException.class, () -> roundTrip(block));
    assertTrue(
        refused.getMessage().contains("hashing and comparing the keys"), refused::getMessage);
  }

  private record Key(LocalDate day, String text, List<Integer> numbers) implements Serializable {}

  private static Key key(int i) {
    return new Key(LocalDate.ofEpochDay(i), "key " + i, List.of(i, i + 1));
  }

  static Stream<Arguments> large() {
    List<Key> keys = IntStream.range(0, 20_000).mapToObj(CostlyBlocksTest::key).toList();
    Map<Object, Object> mixed = new HashMap<>();
    IntStream.range(0, 20_000)
        .forEach(i -> mixed.put(i % 2 == 0 ? "key " + i : (Object) (long) i, i));
    List<String> words = textOfOneHashCode(20_000).toList();
    return numbered(
        keys,
        new HashSet<>(keys),
        new LinkedHashSet<>(keys),
        Set.copyOf(keys),
        mixed,
        new HashSet<>(words),
        new TreeSet<>(words),
        new ConcurrentHashMap<>(Map.of("words", new HashSet<>(words))),
        Map.of("sums", new HashMap<>(Map.of(keys, keys))),
        new ArrayList<>(Collections.nCopies(1_000_000, null)),
        new ArrayList<>(Collections.nCopies(20_000, List.copyOf(keys.subList(0, 100)))));
  }

  @ParameterizedTest
  @MethodSource("large")
  void whatIsMerelyLargeIsRead(Object block) {
    assertTrue(block.equals(roundTrip(block)));
  }

  @Test
  void whatIsSharedIsReadIfItIsNoKey() {
    assertTrue(((List<?>) roundTrip(doubled(LEVELS))).get(0) instanceof List);
    assertEquals(1, ((Map<?, ?>) roundTrip(new HashMap<>(Map.of("x", doubled(LEVELS))))).size());
    assertTrue(roundTrip(new Custom(doubled(LEVELS))) instanceof Custom);
  }

  /** Of its own identity, or equal by its name; both know their parent and each other. */
  static class Node implements Serializable {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("UnusedVariable") // Only sent.
    private final @Nullable Node parent;

    final Set<Object> children = new HashSet<>();
    final Map<Object, Integer> names = new HashMap<>();
    @Nullable Node before;

    Node(@Nullable Node parent) {
      this.parent = parent;
    }
  }

  static final class Named extends Node {
    private static final long serialVersionUID = 1L;
    private final String name;

    Named(@Nullable Node parent, String name) {
      super(parent);
      this.name = name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Named named && named.name.equals(name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void treesThatKnowTheirParentsAreRead(boolean inJava) {
    Node root = new Node(null);
    Node before = root;
    for (int i = 0; i < 300; i++) {
      Named child = new Named(root, "child " + i);
      root.children.add(child);
      root.children.add(new Node(root));
      root.names.put(child, i);
      child.children.add(new Named(child, "grandchild"));
      if (!inJava) {
        child.before = i % 100 == 0 ? null : before;
      }
      before = child;
    }
    Object copy = roundTrip(inJava ? new Custom(root) : root);
    Node read = (Node) (inJava ? ((Custom) copy).inside : copy);
    assertEquals(600, read.children.size());
    assertEquals(300, read.names.size());
  }

  /** An object of that class, as Kryo writes it, of which that is all. */
  private static ConveyorException ofBytes(String type, int... bytes) {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return assertThrows(
        ConveyorException.class, () -> Batches.decode(AllowedTypesTest.object(type, content), 1));
  }

  @Test
  void nothingIsMadeLargerThanItsBytes() {
    int[] huge = {0xFF, 0xFF, 0xFF, 0xFF, 0x07};
    for (String type :
        List.of(
            "java.util.ArrayList",
            "java.util.HashMap",
            "java.util.PriorityQueue",
            "[Ljava.lang.Object;",
            "[Ljava.lang.String;",
            "[[I",
            "[Ljava.time.LocalDate;")) {
      String message = ofBytes(type, huge).getMessage();
      assertTrue(message.contains("collections and arrays of "), message);
    }
    for (String type : List.of("[I", "[D", "[B", "java.util.BitSet", "java.math.BigInteger")) {
      String message = ofBytes(type, huge).getMessage();
      assertTrue(message.contains("elements, but"), message);
    }
    int[] text = {0xBF, 0xFF, 0xFF, 0xFF, 0x0F};
    String message = ofBytes("java.lang.StringBuilder", text).getMessage();
    assertTrue(message.contains("elements, but"), message);
  }
}
