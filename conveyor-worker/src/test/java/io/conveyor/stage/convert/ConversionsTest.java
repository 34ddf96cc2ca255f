package io.conveyor.stage.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionsTest {

  record Price(BigDecimal amount, long cents) {}

  record Order(String name, List<Price> prices, int[] counts) {}

  record Tree(int value, List<Tree> children) {}

  record Positive(int n) {
    Positive {
      if (n < 0) {
        throw new IllegalStateException("negative: " + n);
      }
    }
  }

  /** Its parameters are the types of the tests. */
  @SuppressWarnings("unused") // Only looked at.
  private interface Types {
    void longs(List<Long> type);

    void bounded(List<? extends Long> type);

    void several(Collection<Double> type);

    void each(Iterable<Short> type);

    void distinct(Set<Long> type);

    void nested(List<List<Long>> type);

    void byName(Map<String, Long> type);

    void byNumber(Map<Long, String> type);

    void array(long[] type);

    void arrays(List<long[]> type);

    void lists(List<Long>[] type);

    void price(Price type);

    void orders(List<Order> type);

    void tree(Tree type);

    void positive(Positive type);

    void texts(List<String> type);

    void any(List<?> type);

    void raw(@SuppressWarnings("rawtypes") List type);

    void text(String type);

    <T extends Number> void variable(List<T> type);

    void flags(Map<String, Boolean> type);

    void row(Row type);

    void bean(Bean type);

    void cells(Cells type);

    void day(DayOfWeek type);

    void year(Year type);

    void path(Path type);

    void paths(List<Path> type);

    void tags(Set<String> type);

    void sorted(SortedMap<String, Integer> type);

    void decimal(BigDecimal type);

    void fraction(float type);

    void root(double type);

    void whole(BigInteger type);
  }

  /** What rows of files have in them. */
  record Row(
      DayOfWeek day,
      LocalDate date,
      Instant at,
      Duration time,
      ZoneId zone,
      UUID id,
      Path file,
      URI link,
      char letter,
      BigDecimal price,
      float share,
      Optional<Integer> count,
      Optional<LocalDate> until,
      boolean valid,
      int number,
      Set<DayOfWeek> days,
      Map<Integer, String> names,
      Bean bean) {}

  /** An old-fashioned class: a setter, a field, and what has neither. */
  static class Bean {
    private String name = "unnamed";
    private LocalDate day;
    int count = 7;
    static int counted;
    final int fixed = 1;

    public void setName(String name) {
      this.name = name + "!";
    }

    @Override
    public String toString() {
      return name + " " + day + " " + count;
    }
  }

  private static Type type(String name) {
    return Stream.of(Types.class.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .map(Method::getGenericParameterTypes)
        .findFirst()
        .orElseThrow()[0];
  }

  private static Object converted(String name, Object value) {
    Conversion conversion = Conversions.to(type(name));
    assertNotNull(conversion, name);
    return conversion.of(value);
  }

  /** As JSON has it. */
  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  static Stream<Arguments> fitting() {
    return Stream.of(
        arguments("longs", List.of(1, 2L, (short) 3), List.of(1L, 2L, 3L)),
        arguments("longs", Arrays.asList(1, null), Arrays.asList(1L, null)),
        arguments("bounded", List.of(1), List.of(1L)),
        arguments("several", List.of(1, 2.5), List.of(1.0, 2.5)),
        arguments("several", Set.of(1), Set.of(1.0)),
        arguments("each", List.of(1), List.of((short) 1)),
        arguments("distinct", Set.of(1), Set.of(1L)),
        arguments("nested", List.of(List.of(1), List.of()), List.of(List.of(1L), List.of())),
        arguments("byName", map("a", 1, "b", 2L), map("a", 1L, "b", 2L)),
        arguments("price", map("cents", 5, "amount", 2), new Price(BigDecimal.valueOf(2), 5)),
        arguments(
            "tree",
            map("value", 1, "children", List.of(map("value", 2L, "children", List.of()))),
            new Tree(1, List.of(new Tree(2, List.of())))));
  }

  @ParameterizedTest
  @MethodSource("fitting")
  void convertsElementsAsSingleNumbers(String type, Object value, Object expected) {
    assertEquals(expected, converted(type, value));
  }

  @Test
  void makesArraysOfListsAndOfOtherArrays() {
    assertArrayEquals(new long[] {1, 2}, (long[]) converted("array", List.of(1, 2L)));
    assertArrayEquals(new long[] {1, 2}, (long[]) converted("array", new int[] {1, 2}));
    assertArrayEquals(new long[] {97}, (long[]) converted("array", new char[] {'a'}));
    List<?> arrays = (List<?>) converted("arrays", List.of(List.of(1)));
    assertArrayEquals(new long[] {1}, (long[]) arrays.get(0));
    assertArrayEquals(
        new Object[] {List.of(1L)}, (Object[]) converted("lists", List.of(List.of(1))));
  }

  @Test
  void makesRecordsThatHoldOtherThings() {
    Map<String, Object> price = map("amount", 1, "cents", 2);
    Map<String, Object> order = map("name", "x", "prices", List.of(price), "counts", List.of(3, 4));
    List<?> orders = (List<?>) converted("orders", List.of(order));
    Order made = assertInstanceOf(Order.class, orders.get(0));
    assertEquals("x", made.name());
    assertEquals(List.of(new Price(BigDecimal.ONE, 2)), made.prices());
    assertArrayEquals(new int[] {3, 4}, made.counts());
  }

  @Test
  void makesRecordsOfTheTextThatTheirPartsAreWrittenAs() {
    Map<String, Object> row =
        map(
            "day", "MONDAY",
            "date", "2024-02-29",
            "at", "2024-02-29T12:00:00Z",
            "time", "PT1M30S",
            "zone", "Europe/Paris",
            "id", "00000000-0000-0001-0000-000000000002",
            "file", "some/file",
            "link", "http://localhost/x",
            "letter", "a",
            "price", 0.1,
            "share", 0.1,
            "count", 3,
            "valid", "true",
            "number", "12",
            "days", List.of("MONDAY", "MONDAY"),
            "names", map("1", "one"),
            "bean", map("name", "x", "day", "2024-03-01"));
    Row made = assertInstanceOf(Row.class, converted("row", row));
    assertEquals(
        "Row[day=MONDAY, date=2024-02-29, at=2024-02-29T12:00:00Z, time=PT1M30S, zone=Europe/Paris,"
            + " id=00000000-0000-0001-0000-000000000002, file=some/file, link=http://localhost/x,"
            + " letter=a, price=0.1, share=0.1, count=Optional[3], until=Optional.empty, valid=true,"
            + " number=12, days=[MONDAY], names={1=one}, bean=x! 2024-03-01 7]",
        made.toString());
  }

  @Test
  void makesBeansOfMaps() {
    assertEquals("unnamed null 7", converted("bean", map()).toString());
    assertEquals("a! null 2", converted("bean", map("name", "a", "count", 2L)).toString());
  }

  @Test
  void makesOtherCollectionsAndMapsThanThoseOfJson() {
    assertEquals(Set.of("a"), converted("tags", List.of("a", "a")));
    assertInstanceOf(SortedMap.class, converted("sorted", map("a", 1)));
    assertEquals(List.of(Path.of("a")), converted("paths", List.of("a")));
    assertEquals(DayOfWeek.FRIDAY, converted("day", "FRIDAY"));
    assertEquals(Path.of("a"), converted("path", "a"));
    assertEquals(Year.of(1969), converted("year", "1969"));
    assertEquals(Year.of(1969), converted("year", 1969));
    assertEquals(Year.of(1969), converted("year", 1969L));
  }

  record Chart(
      EnumMap<DayOfWeek, Integer> visits,
      EnumSet<DayOfWeek> open,
      LinkedList<Long> last,
      ConcurrentHashMap<String, Long> counts,
      PriorityQueue<String> next) {}

  @Test
  void makesConcreteCollectionsAndMapsOfTheJdk() {
    Chart chart =
        (Chart)
            Objects.requireNonNull(
                Conversions.to(Chart.class)
                    .of(
                        map(
                            "visits", map("MONDAY", 3),
                            "open", List.of("SUNDAY", "MONDAY"),
                            "last", List.of(1, 2),
                            "counts", map("a", 1),
                            "next", List.of("b", "a"))));
    assertEquals(new EnumMap<>(Map.of(DayOfWeek.MONDAY, 3)), chart.visits());
    assertEquals(EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY), chart.open());
    assertEquals(List.of(1L, 2L), chart.last());
    assertEquals(Map.of("a", 1L), chart.counts());
    assertEquals("a", chart.next().peek());
  }

  record Queue(PriorityQueue<String> next) {}

  record Counts(ConcurrentHashMap<String, Long> counts) {}

  private static String refusal(Class<?> type, Map<String, Object> block) {
    Conversion conversion = Objects.requireNonNull(Conversions.to(type));
    return String.valueOf(
        assertThrows(UnfitBlockException.class, () -> conversion.of(block)).getMessage());
  }

  @Test
  void saysWhatACollectionOrAMapCannotHold() {
    String item = refusal(Queue.class, map("next", Arrays.asList("a", null)));
    assertTrue(item.contains(".next") && item.contains("which cannot hold null"), item);
    String entry = refusal(Counts.class, map("counts", map("a", null)));
    assertTrue(entry.contains("which cannot hold its entry [\"a\"]"), entry);
  }

  @Test
  void takesFractionsForWhatTheyAreInDecimal() {
    assertEquals(new BigDecimal("0.1"), converted("decimal", 0.1));
    assertEquals(0.1f, converted("fraction", 0.1));
    assertThrows(UnfitBlockException.class, () -> converted("fraction", 0.123456789012));
    assertEquals(0.1, converted("root", new BigDecimal("0.1000000000000000000001")));
    assertThrows(UnfitBlockException.class, () -> converted("root", new BigDecimal("1e400")));
    assertThrows(
        UnfitBlockException.class, () -> converted("whole", new BigDecimal("1e999999999")));
  }

  record Cells(
      Optional<BigDecimal> price,
      Optional<String> note,
      OptionalInt count,
      OptionalLong id,
      OptionalDouble share,
      BigDecimal sum,
      Integer number,
      LocalDate day,
      DayOfWeek of,
      String text,
      Object any) {}

  private static Map<String, Object> cells(Map<String, Object> cells, String text) {
    Stream.of(Cells.class.getRecordComponents())
        .forEach(component -> cells.put(component.getName(), text));
    return cells;
  }

  @Test
  void takesEmptyCellsOfARowForNoValues() {
    assertEquals(
        new Cells(
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            null,
            null,
            null,
            null,
            "",
            ""),
        converted("cells", cells(new io.conveyor.stage.convert.Row(), "")));
    Map<String, Object> full = cells(new io.conveyor.stage.convert.Row(), "7");
    full.put("day", "2024-02-29");
    full.put("of", "MONDAY");
    Cells made = assertInstanceOf(Cells.class, converted("cells", full));
    assertEquals(OptionalInt.of(7), made.count());
    assertEquals(OptionalLong.of(7), made.id());
    assertEquals(OptionalDouble.of(7), made.share());
    UnfitBlockException json =
        assertThrows(UnfitBlockException.class, () -> converted("cells", cells(map(), "")));
    assertTrue(json.getMessage().contains("the block's .price, \"\""), json.getMessage());
  }

  @Test
  void saysOfAnEmptyCellWhatItWouldFit() {
    Map<String, Object> row = new io.conveyor.stage.convert.Row();
    row.put("amount", "1");
    row.put("cents", "");
    UnfitBlockException unfit =
        assertThrows(UnfitBlockException.class, () -> converted("price", row));
    assertEquals(
        "the block's .cents, \"\" (java.lang.String), does not fit long: the cell is empty; that fits"
            + " Optional<Long>, and Long, which is null then",
        unfit.getMessage());
    assertEquals("x! null 7", converted("bean", map("name", "x")).toString());
    Map<String, Object> bean = new io.conveyor.stage.convert.Row();
    bean.put("name", "");
    bean.put("day", "");
    assertEquals("! null 7", converted("bean", bean).toString());
  }

  static Stream<Arguments> alreadyFitting() {
    return Stream.of(
        arguments("longs", List.of(1L, 2L)),
        arguments("nested", List.of(List.of(1L))),
        arguments("byName", map("a", 1L)),
        arguments("array", new long[] {1}),
        arguments("price", new Price(BigDecimal.ONE, 1)),
        arguments("several", new ArrayList<>(List.of(0.5))));
  }

  @ParameterizedTest
  @MethodSource("alreadyFitting")
  void handsOnTheVeryObjectThatFits(String type, Object value) {
    assertSame(value, converted(type, value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"texts", "any", "raw", "text", "variable", "flags"})
  void looksIntoNothingThatCouldNotBeConverted(String type) {
    assertNull(Conversions.to(type(type)));
  }

  static Stream<Arguments> unfitting() {
    return Stream.of(
        arguments(
            "longs", List.of(1, "2"), "the block's [1], \"2\" (java.lang.String), does not fit"),
        arguments(
            "longs", List.of(2.5), "[0], 2.5 (java.lang.Double), does not fit java.lang.Long"),
        arguments("nested", List.of(List.of(), List.of(1, true)), "the block's [1][1], true"),
        arguments("nested", List.of(7), "the block's [0], 7"),
        arguments("byName", map("a", 1, "b", "x"), "the block's [\"b\"], \"x\""),
        arguments("byNumber", Map.of("x", "y"), "the block's key, \"x\" (java.lang.String)"),
        arguments(
            "byNumber",
            map("1", "a", "01", "b"),
            "its key [\"01\"] becomes one that it has already"),
        arguments(
            "day",
            "FUNDAY",
            "\"FUNDAY\" (java.lang.String) does not fit java.time.DayOfWeek: it is none of MONDAY, TUESDAY"),
        arguments(
            "bean",
            map("nme", "x"),
            "does not fit io.conveyor.stage.convert.ConversionsTest.Bean: surplus: nme (did you mean name?); add fields for that, or let the method take a Map"),
        arguments(
            "bean",
            map("count", "x"),
            "the block's .count, \"x\" (java.lang.String), does not fit int"),
        arguments("bean", map("count", null), "its count is null"),
        arguments(
            "bean",
            map("day", "soon"),
            "the block's .day, \"soon\" (java.lang.String), does not fit java.time.LocalDate: Text 'soon' could not be parsed"),
        arguments("price", map("amount", 1, "cents", null), "its cents is null"),
        arguments("price", map("amount", "1e999999999", "cents", 1), "the block's .amount"),
        arguments("array", List.of(1, "x"), "the block's [1], \"x\""),
        arguments("array", Arrays.asList(1, null), "[1] is null"),
        arguments("price", map("amount", 1, "cents", "x"), "the block's .cents, \"x\""),
        arguments(
            "price",
            map("amount", 1),
            "does not fit io.conveyor.stage.convert.ConversionsTest.Price: missing: cents; make Optional what may be missing, or let the method take a Map"),
        arguments(
            "price",
            map("amuont", 1, "cents", 1, "item", 1),
            "surplus: amuont (did you mean amount?), item; missing: amount; name the components so, or let the method take a Map"),
        arguments(
            "orders",
            List.of(map("name", 1, "prices", List.of(), "counts", List.of())),
            "the block's [0].name, 1 (java.lang.Integer), does not fit java.lang.String"));
  }

  @ParameterizedTest
  @MethodSource("unfitting")
  void namesThePartThatDoesNotFit(String type, Object value, String part) {
    UnfitBlockException unfit =
        assertThrows(UnfitBlockException.class, () -> converted(type, value));
    assertTrue(unfit.getMessage().contains(part), unfit.getMessage());
    String named = unfit.of("Jobs::sum").getMessage();
    assertTrue(named.startsWith("Jobs::sum: the block"), named);
  }

  @Test
  void tellsTextsFromOtherValuesThatDoNotFit() {
    assertThrows(UnfitTextException.class, () -> converted("longs", List.of("1")));
    UnfitBlockException other =
        assertThrows(UnfitBlockException.class, () -> converted("longs", List.of(true)));
    assertEquals(UnfitBlockException.class, other.getClass());
  }

  @Test
  void letsOutWhatTheConstructorOfARecordThrows() {
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> converted("positive", map("n", -1)));
    assertEquals("negative: -1", thrown.getMessage());
  }

  @Test
  void explainsCastsThatFailedForElementsItDidNotLookInto() {
    ClassCastException failure = new ClassCastException();
    RuntimeException explained =
        Conversions.explained(failure, List.of("a", 2), type("texts"), "Jobs::join");
    assertEquals(
        "Jobs::join: the block's [1], 2 (java.lang.Integer), does not fit java.lang.String",
        explained.getMessage());
    assertSame(failure, explained.getCause());
    assertSame(failure, Conversions.explained(failure, List.of("a"), type("texts"), "Jobs::join"));
  }
}
