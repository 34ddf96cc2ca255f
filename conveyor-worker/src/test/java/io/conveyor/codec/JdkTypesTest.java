package io.conveyor.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.Stack;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings({"JdkObsolete", "JavaUtilDate", "IdentityHashMapUsage"}) // Users send them.
class JdkTypesTest {

  static Stream<Object> valuesOfTheJdk() throws Exception {
    return Stream.of(
        new BigDecimal("-12345678901234567890.0900"),
        BigInteger.TWO.pow(200),
        UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"),
        URI.create("https://example.org/a?b=c#d"),
        new BitSet(10),
        Currency.getInstance("EUR"),
        new Date(1_234_567),
        timestamp(),
        new GregorianCalendar(2024, Calendar.MARCH, 1),
        TimeZone.getTimeZone("Europe/Paris"),
        new SimpleTimeZone(3_600_000, "made up"),
        Locale.forLanguageTag("sr-Latn-RS-u-ca-buddhist"),
        Locale.ROOT,
        StandardCharsets.UTF_16LE,
        Charset.forName("windows-1252"),
        Path.of("a", "b c"),
        new File("a/b"),
        InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 80),
        Optional.empty(),
        Optional.of("x"),
        OptionalInt.of(3),
        OptionalLong.empty(),
        OptionalDouble.of(1.5),
        Duration.ofNanos(-5),
        Instant.ofEpochSecond(1, 2),
        LocalDate.of(2024, 2, 29),
        LocalTime.of(1, 2, 3, 4),
        LocalDateTime.of(2024, 2, 29, 1, 2),
        ZoneOffset.ofHours(3),
        ZoneId.of("Europe/Paris"),
        OffsetTime.of(1, 2, 3, 4, ZoneOffset.UTC),
        OffsetDateTime.of(2024, 1, 2, 3, 4, 5, 6, ZoneOffset.UTC),
        ZonedDateTime.of(2024, 1, 2, 3, 4, 5, 6, ZoneId.of("Asia/Tokyo")),
        Year.of(2024),
        YearMonth.of(2024, 5),
        MonthDay.of(2, 29),
        Period.of(1, 2, 3),
        DayOfWeek.FRIDAY,
        TimeUnit.SECONDS,
        String.class,
        int.class,
        int[][].class,
        Thread.State.class);
  }

  private static Timestamp timestamp() {
    Timestamp timestamp = new Timestamp(1_000);
    timestamp.setNanos(123_456_789);
    return timestamp;
  }

  @ParameterizedTest
  @MethodSource("valuesOfTheJdk")
  void keepsValuesOfTheJdk(Object value) {
    Object copy = Batches.roundTrip(value);
    assertSame(value.getClass(), copy.getClass());
    assertEquals(value, copy);
  }

  static Stream<Object> collections() {
    List<Object> parts = new ArrayList<>(List.of("a", 1, List.of()));
    Set<String> words = new TreeSet<>(List.of("x", "y", "z"));
    Map<String, Integer> counts = new TreeMap<>(Map.of("one", 1, "two", 2));
    return Stream.of(
        parts,
        new LinkedList<>(parts),
        new Vector<>(parts),
        stack(),
        new CopyOnWriteArrayList<>(parts),
        new HashSet<>(parts),
        new LinkedHashSet<>(parts),
        words,
        new TreeSet<>(Comparator.<String>reverseOrder()),
        EnumSet.of(TimeUnit.DAYS, TimeUnit.HOURS),
        EnumSet.noneOf(TimeUnit.class),
        new HashMap<>(counts),
        new LinkedHashMap<>(counts),
        new Hashtable<>(counts),
        new ConcurrentHashMap<>(counts),
        counts,
        new ConcurrentSkipListMap<>(counts),
        new EnumMap<>(Map.of(TimeUnit.DAYS, 1)),
        properties(),
        Arrays.asList("a", null, 3),
        Collections.emptyList(),
        Collections.emptySet(),
        Collections.emptyMap(),
        Collections.singletonList("a"),
        Collections.singleton("a"),
        Collections.singletonMap("a", 1),
        Collections.nCopies(3, "a"),
        List.of(),
        List.of(1),
        List.of(1, 2, 3),
        Stream.of(1, null, 3).toList(),
        Set.of(),
        Set.of(1),
        Set.of(1, 2, 3),
        Map.of(),
        Map.of("a", 1),
        Map.of("a", 1, "b", 2),
        Map.entry("a", 1),
        new AbstractMap.SimpleEntry<>("a", null),
        new AbstractMap.SimpleImmutableEntry<>(null, 1),
        Collections.unmodifiableList(parts),
        Collections.unmodifiableList(new LinkedList<>(parts)),
        Collections.unmodifiableSet(words),
        Collections.unmodifiableSortedSet(new TreeSet<>(words)),
        Collections.unmodifiableNavigableSet(new TreeSet<>(words)),
        Collections.unmodifiableMap(counts),
        Collections.unmodifiableSortedMap(new TreeMap<>(counts)),
        Collections.unmodifiableNavigableMap(new TreeMap<>(counts)),
        Collections.synchronizedList(parts),
        Collections.synchronizedList(new LinkedList<>(parts)),
        Collections.synchronizedSet(words),
        Collections.synchronizedSortedSet(new TreeSet<>(words)),
        Collections.synchronizedNavigableSet(new TreeSet<>(words)),
        Collections.synchronizedMap(counts),
        Collections.synchronizedSortedMap(new TreeMap<>(counts)),
        Collections.synchronizedNavigableMap(new TreeMap<>(counts)),
        Collections.checkedList(new ArrayList<>(List.of("a")), String.class));
  }

  private static Stack<Object> stack() {
    Stack<Object> stack = new Stack<>();
    stack.push("a");
    return stack;
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("a", "1");
    return properties;
  }

  @ParameterizedTest
  @MethodSource("collections")
  void keepsCollections(Object collection) {
    Object copy = Batches.roundTrip(collection);
    assertSame(collection.getClass(), copy.getClass());
    assertEquals(collection, copy);
  }

  @Test
  void keepsTheBehaviourOfWrappers() {
    assertThrows(
        UnsupportedOperationException.class,
        () -> Batches.roundTrip(Collections.unmodifiableList(new ArrayList<>(List.of(1)))).add(2));
    List<Integer> locked =
        Batches.roundTrip(Collections.synchronizedList(new ArrayList<>(List.of(1))));
    locked.add(2);
    assertEquals(List.of(1, 2), locked);
    Collection<Integer> collection =
        Batches.roundTrip(Collections.unmodifiableCollection(new ArrayDeque<>(List.of(1, 2))));
    assertEquals(List.of(1, 2), List.copyOf(collection));
    assertThrows(UnsupportedOperationException.class, collection::clear);
  }

  @Test
  void keepsDefaultsOfProperties() {
    Properties properties = new Properties(properties());
    assertEquals("1", Batches.roundTrip(properties).getProperty("a"));
  }

  @Test
  void keepsComparators() {
    TreeSet<String> words = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    words.add("Word");
    assertTrue(Batches.roundTrip(words).contains("wORD"));
    TreeMap<Integer, String> backwards = new TreeMap<>(Comparator.reverseOrder());
    backwards.putAll(Map.of(1, "a", 2, "b"));
    assertEquals(2, Batches.roundTrip(backwards).firstKey());
    PriorityQueue<Integer> queue = new PriorityQueue<>(Collections.reverseOrder());
    queue.addAll(List.of(1, 3, 2));
    assertEquals(3, Batches.roundTrip(queue).poll());
  }

  @Test
  void keepsQueuesAndReferencesThatHaveNoEquality() {
    assertEquals(List.of(1, 2), List.copyOf(Batches.roundTrip(new ArrayDeque<>(List.of(1, 2)))));
    assertEquals(
        List.of(1, 2), List.copyOf(Batches.roundTrip(new ConcurrentLinkedQueue<>(List.of(1, 2)))));
    assertEquals(5, Batches.roundTrip(new AtomicInteger(5)).get());
    assertEquals(5, Batches.roundTrip(new AtomicLong(5)).get());
    assertEquals("x", Batches.roundTrip(new AtomicReference<>("x")).get());
    assertEquals("abc", Batches.roundTrip(new StringBuilder("abc")).toString());
    assertEquals("abc", Batches.roundTrip(new StringBuffer("abc")).toString());
    assertEquals(1, Batches.roundTrip(new IdentityHashMap<>(Map.of("a", 1))).size());
    Random random = new Random(1);
    assertEquals(Batches.roundTrip(random).nextLong(), random.nextLong());
    Pattern pattern = Batches.roundTrip(Pattern.compile("a+", Pattern.CASE_INSENSITIVE));
    assertTrue(pattern.matcher("AA").matches());
    assertNotNull(Batches.roundTrip(new Object()));
  }

  @Test
  void copiesViewsOfCollections() {
    Map<String, Integer> map = new TreeMap<>(Map.of("a", 1, "b", 2));
    assertEquals(Set.of("a", "b"), Batches.roundTrip(map.keySet()));
    assertEquals(List.of(1, 2), Batches.roundTrip((Object) map.values()));
    assertEquals(map.entrySet(), Batches.roundTrip((Object) map.entrySet()));
    assertEquals(
        Map.entry("a", 1),
        Batches.roundTrip((Object) new HashMap<>(Map.of("a", 1)).entrySet().iterator().next()));
    assertEquals(List.of(2, 3), Batches.roundTrip((Object) List.of(1, 2, 3).subList(1, 3)));
    assertEquals(
        List.of(2, 3), Batches.roundTrip((Object) new ArrayList<>(List.of(1, 2, 3)).subList(1, 3)));
  }

  private record Page(String name, ByteBuffer content) {}

  @Test
  void buffersWithinBlocksTravelAsBuffersDo() {
    ByteBuffer part = ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4}).position(1).limit(4);
    ByteBuffer direct = ByteBuffer.allocateDirect(3).put(0, new byte[] {1, 2, 3});
    ByteBuffer expected = ByteBuffer.wrap(new byte[] {1, 2, 3});
    for (ByteBuffer buffer :
        List.of(part, direct, part.asReadOnlyBuffer(), direct.asReadOnlyBuffer())) {
      Object alone = Batches.roundTrip((Object) buffer);
      assertEquals(expected, alone);
      List<ByteBuffer> list = Batches.roundTrip(new ArrayList<>(List.of(buffer, buffer)));
      assertEquals(List.of(expected, expected), list);
      assertTrue(list.get(0).isReadOnly());
      assertEquals(expected, Batches.roundTrip(Map.of("a", buffer)).get("a"));
      assertEquals(expected, Batches.roundTrip(new Page("a", buffer)).content());
      assertEquals(3, buffer.remaining(), "is left as it was");
    }
  }
}
