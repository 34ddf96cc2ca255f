package io.conveyor.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"ArrayRecordComponent", "JavaUtilDate"}) // Users do so.
class UserTypesTest {

  enum Planet {
    EARTH,
    MARS {
      @Override
      boolean isRed() {
        return true;
      }
    };

    boolean isRed() {
      return false;
    }
  }

  record Point(int x, int y) {}

  private record Secret(String name, Number value, Object any, List<? extends Number> all) {}

  record Generic<T extends Comparable<T>>(T value, Generic<T> next, T[] more) {}

  @Test
  void keepsEnumConstantsWithBodies() {
    assertSame(Planet.MARS, Batches.roundTrip(Planet.MARS));
    assertEquals(
        List.of(Planet.MARS, Planet.EARTH), Batches.roundTrip(List.of(Planet.MARS, Planet.EARTH)));
    assertEquals(
        Map.of(Planet.MARS, true), Batches.roundTrip(new HashMap<>(Map.of(Planet.MARS, true))));
  }

  @Test
  void keepsSetsOfEnumConstants() {
    assertEquals(EnumSet.of(Planet.MARS), Batches.roundTrip(EnumSet.of(Planet.MARS)));
    assertEquals(EnumSet.noneOf(Planet.class), Batches.roundTrip(EnumSet.noneOf(Planet.class)));
  }

  @Test
  void keepsRecords() {
    record Local(Point point, Planet planet, int[] numbers, boolean flag, char c, long l) {}
    Secret secret = new Secret("s", BigDecimal.ONE, new Point(1, 2), List.of(1, 2.5));
    assertEquals(secret, Batches.roundTrip(secret));
    assertEquals(
        new Secret(null, null, null, null), Batches.roundTrip(new Secret(null, null, null, null)));
    Local local =
        Batches.roundTrip(new Local(new Point(1, 2), Planet.MARS, new int[] {1}, true, 'c', 9));
    assertEquals(new Point(1, 2), local.point());
    assertSame(Planet.MARS, local.planet());
    assertEquals(9, local.l());
    Generic<String> inner = new Generic<>("in", null, null);
    Generic<String> outer = Batches.roundTrip(new Generic<>("out", inner, new String[] {"a"}));
    assertEquals(inner, outer.next());
    assertEquals("a", outer.more()[0]);
  }

  static class Base {
    private int hidden = 1;
    final String name;

    Base(String name) {
      this.name = name;
    }
  }

  static final class Derived extends Base {
    private int hidden = 2;
    transient int forgotten = 3;
    Object self = this;
    List<Object> list = new ArrayList<>();

    Derived(String name) {
      super(name);
      list.add(this);
    }

    int both() {
      return 10 * super.hidden + hidden;
    }
  }

  @Test
  void keepsGraphsWithCyclesAndSharing() {
    Derived derived = new Derived("d");
    Derived copy = Batches.roundTrip(derived);
    assertEquals("d", copy.name);
    assertEquals(12, copy.both());
    assertEquals(0, copy.forgotten);
    assertSame(copy, copy.self);
    assertSame(copy, copy.list.get(0));
    List<Object> loop = new ArrayList<>();
    loop.add(loop);
    List<Object> loopCopy = Batches.roundTrip(loop);
    assertSame(loopCopy, loopCopy.get(0));
    List<Object> twice = Batches.roundTrip(List.of(derived, derived));
    assertSame(twice.get(0), twice.get(1));
  }

  @Test
  void keepsThrowables() {
    IllegalStateException thrown = new IllegalStateException("outer", new Error("inner"));
    thrown.addSuppressed(new RuntimeException("aside"));
    IllegalStateException copy = Batches.roundTrip(thrown);
    assertEquals("outer", copy.getMessage());
    assertEquals("inner", copy.getCause().getMessage());
    assertEquals("aside", copy.getSuppressed()[0].getMessage());
    assertArrayEquals(thrown.getStackTrace(), copy.getStackTrace());
  }

  interface SendableFunction<A, B> extends Function<A, B>, Serializable {}

  @Test
  void keepsSerializableLambdas() {
    int captured = 5;
    SendableFunction<Integer, Integer> plus = n -> n + captured;
    assertEquals(8, Batches.roundTrip(plus).apply(3));
    SendableFunction<String, Integer> length = String::length;
    assertEquals(3, Batches.roundTrip(List.of(length)).get(0).apply("abc"));
  }

  @Test
  void keepsAnonymousAndInnerClasses() {
    String captured = "captured";
    Supplier<String> anonymous =
        new Supplier<>() {
          @Override
          public String get() {
            return captured + field;
          }
        };
    assertEquals("captured and field", Batches.roundTrip(anonymous).get());
    assertEquals("inner of  and field", Batches.roundTrip(new Inner()).outer());
  }

  private final String field = " and field";

  final class Inner {
    String outer() {
      return "inner of " + field;
    }
  }

  static final class Rebuilding implements Serializable {
    private static final long serialVersionUID = 1L;
    private transient String made = "made";

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      made = "made again";
    }
  }

  static final class Tagged extends ArrayList<String> {
    private static final long serialVersionUID = 1L;
    private final String tag;

    Tagged(String tag) {
      this.tag = tag;
    }
  }

  static final class Countdown extends AbstractList<Integer> implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int from;

    Countdown(int from) {
      this.from = from;
    }

    @Override
    public Integer get(int index) {
      return from - index;
    }

    @Override
    public int size() {
      return from;
    }
  }

  static final class Tracked extends Date {
    private static final long serialVersionUID = 1L;
    String origin = "origin";
  }

  enum Single implements Supplier<String> {
    INSTANCE;

    @Override
    public String get() {
      return "single";
    }
  }

  static final class Singleton implements Serializable {
    private static final long serialVersionUID = 1L;
    static final Singleton INSTANCE = new Singleton();

    private Object readResolve() {
      return INSTANCE;
    }
  }

  @Test
  void respectsWhatClassesDoForJavaSerialization() {
    assertEquals("made again", Batches.roundTrip(new Rebuilding()).made);
    assertSame(Singleton.INSTANCE, Batches.roundTrip(Singleton.INSTANCE));
    assertSame(Single.INSTANCE, Batches.roundTrip(Single.INSTANCE));
  }

  @Test
  void keepsFieldsThatClassesAddToThoseOfTheJdk() {
    Tagged tagged = new Tagged("tag");
    tagged.add("element");
    Tagged copy = Batches.roundTrip(tagged);
    assertEquals(List.of("element"), copy);
    assertEquals("tag", copy.tag);
    assertEquals(List.of(3, 2, 1), Batches.roundTrip(new Countdown(3)));
    assertEquals("origin", Batches.roundTrip(new Tracked()).origin);
  }

  static final class Locked {
    private final Object lock = new Object();
    private final Class<?> type = int.class;
    private final Supplier<String> nothing = null;
  }

  @Test
  void keepsPlainObjectsAsLocks() {
    Locked copy = Batches.roundTrip(new Locked());
    assertNotNull(copy.lock);
    assertSame(int.class, copy.type);
    assertNull(copy.nothing);
  }

  @Test
  void keepsArraysOfAllSorts() {
    Object[] arrays = {
      new Object[] {1, "a", null, new int[] {1}, List.of()},
      new String[] {"a", null},
      new Integer[] {1, null},
      new int[][] {{1, 2}, {}, null},
      new long[][][] {{{1}}, {}},
      new double[][] {{1.5}},
      new Planet[] {Planet.EARTH, Planet.MARS, null},
      new Point[] {new Point(1, 2), null},
      new Number[] {1, 2L, BigDecimal.TEN},
      new Object[0],
      new List<?>[] {List.of(1), new ArrayList<>()},
      new char[][] {{'a'}},
      new boolean[][] {{true}}
    };
    for (Object array : arrays) {
      Object copy = Batches.roundTrip(array);
      assertSame(array.getClass(), copy.getClass());
      assertArrayEquals((Object[]) array, (Object[]) copy);
    }
  }
}
