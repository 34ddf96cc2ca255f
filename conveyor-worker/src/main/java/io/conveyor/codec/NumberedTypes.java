package io.conveyor.codec;

import io.conveyor.codec.serializers.Rebuild;
import io.conveyor.stage.convert.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classes that have a number in encoded blocks, most of them the JDK's, in the order of their
 * numbers. Any other class is written by name.
 */
final class NumberedTypes {

  /** Classes that Kryo has a serializer for that loses nothing. */
  static final List<Class<?>> KNOWN_TO_KRYO =
      List.of(
          // Arrays, as parts of blocks.
          byte[].class,
          boolean[].class,
          short[].class,
          char[].class,
          int[].class,
          long[].class,
          float[].class,
          double[].class,
          int[][].class,
          double[][].class,
          String[].class,
          Object[].class,
          // Collections that are nothing but their elements, with a comparator at most.
          ArrayList.class,
          LinkedList.class,
          ArrayDeque.class,
          Vector.class,
          HashSet.class,
          LinkedHashSet.class,
          ConcurrentLinkedQueue.class,
          ConcurrentLinkedDeque.class,
          TreeSet.class,
          PriorityQueue.class,
          EnumSet.class,
          HashMap.class,
          LinkedHashMap.class,
          Hashtable.class,
          ConcurrentHashMap.class,
          TreeMap.class,
          ConcurrentSkipListMap.class,
          Arrays.asList().getClass(),
          Collections.emptyList().getClass(),
          Collections.emptySet().getClass(),
          Collections.emptyMap().getClass(),
          Collections.singletonList(0).getClass(),
          Collections.singleton(0).getClass(),
          Collections.singletonMap(0, 0).getClass(),
          // Values.
          BigInteger.class,
          BigDecimal.class,
          UUID.class,
          URI.class,
          Pattern.class,
          BitSet.class,
          Currency.class,
          Date.class,
          StringBuilder.class,
          StringBuffer.class,
          Class.class,
          Object.class,
          Optional.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class,
          AtomicBoolean.class,
          AtomicInteger.class,
          AtomicLong.class,
          AtomicReference.class,
          Duration.class,
          Instant.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          ZoneOffset.class,
          ZoneId.of("Europe/Paris").getClass(),
          OffsetTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class,
          Year.class,
          YearMonth.class,
          MonthDay.class,
          Period.class);

  /** Classes of Conveyor that blocks are of, which Kryo has a serializer for. */
  static final List<Class<?>> OWN = List.of(Row.class);

  private NumberedTypes() {}

  static List<Class<?>> all() {
    return Stream.of(KNOWN_TO_KRYO.stream(), Rebuild.ALL.stream().map(Rebuild::type), OWN.stream())
        .<Class<?>>flatMap(types -> types)
        .toList();
  }
}
