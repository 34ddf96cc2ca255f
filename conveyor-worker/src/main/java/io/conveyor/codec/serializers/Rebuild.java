package io.conveyor.codec.serializers;

import static java.util.Map.entry;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * How to send what cannot be filled in once it has been made: as something else, from which it is
 * made again.
 *
 * @param type the class it is for
 * @param take turns an object of that class into what is sent
 * @param build turns what was sent into such an object
 */
public record Rebuild(Class<?> type, UnaryOperator<Object> take, UnaryOperator<Object> build) {

  /** All of them, in the order of their numbers. */
  public static final List<Rebuild> ALL =
      List.of(
          like(List.of(), Rebuild::elements, Rebuild::immutableList),
          like(List.of(0), Rebuild::elements, Rebuild::immutableList),
          like(List.of(0, 1, 2).subList(0, 2), Rebuild::elements, Rebuild::immutableList),
          like(Set.of(), Rebuild::elements, o -> Set.copyOf(Arrays.asList((Object[]) o))),
          like(Set.of(0), Rebuild::elements, o -> Set.copyOf(Arrays.asList((Object[]) o))),
          like(Map.of(), Rebuild::map, o -> Map.copyOf((Map<?, ?>) o)),
          like(Map.of(0, 0), Rebuild::map, o -> Map.copyOf((Map<?, ?>) o)),
          like(entry(0, 0), Rebuild::entryParts, o -> entry(((Object[]) o)[0], ((Object[]) o)[1])),
          like(
              new SimpleEntry<>(0, 0),
              Rebuild::entryParts,
              o -> new SimpleEntry<>(((Object[]) o)[0], ((Object[]) o)[1])),
          like(new SimpleImmutableEntry<>(0, 0), Rebuild::entryParts, Rebuild::immutableEntry),
          like(Path.of(""), Rebuild::pathName, o -> Path.of((String) o)),
          wrapper(Rebuild::list, o -> Collections.unmodifiableCollection((Collection<?>) o)),
          wrapper(Rebuild::linkedList, o -> Collections.unmodifiableList((List<?>) o)),
          wrapper(Rebuild::list, o -> Collections.unmodifiableList((List<?>) o)),
          wrapper(Rebuild::set, o -> Collections.unmodifiableSet((Set<?>) o)),
          wrapper(Rebuild::sortedSet, o -> Collections.unmodifiableSortedSet((SortedSet<?>) o)),
          wrapper(
              Rebuild::sortedSet, o -> Collections.unmodifiableNavigableSet((NavigableSet<?>) o)),
          mapWrapper(Rebuild::map, o -> Collections.unmodifiableMap((Map<?, ?>) o)),
          mapWrapper(
              Rebuild::sortedMap, o -> Collections.unmodifiableSortedMap((SortedMap<?, ?>) o)),
          mapWrapper(
              Rebuild::sortedMap,
              o -> Collections.unmodifiableNavigableMap((NavigableMap<?, ?>) o)),
          wrapper(Rebuild::list, o -> Collections.synchronizedCollection((Collection<?>) o)),
          wrapper(Rebuild::linkedList, o -> Collections.synchronizedList((List<?>) o)),
          wrapper(Rebuild::list, o -> Collections.synchronizedList((List<?>) o)),
          wrapper(Rebuild::set, o -> Collections.synchronizedSet((Set<?>) o)),
          wrapper(Rebuild::sortedSet, o -> Collections.synchronizedSortedSet((SortedSet<?>) o)),
          wrapper(
              Rebuild::sortedSet, o -> Collections.synchronizedNavigableSet((NavigableSet<?>) o)),
          mapWrapper(Rebuild::map, o -> Collections.synchronizedMap((Map<?, ?>) o)),
          mapWrapper(
              Rebuild::sortedMap, o -> Collections.synchronizedSortedMap((SortedMap<?, ?>) o)),
          mapWrapper(
              Rebuild::sortedMap,
              o -> Collections.synchronizedNavigableMap((NavigableMap<?, ?>) o)));

  /** Those that look at keys of one hash code one after the other, however many there are. */
  private static final Set<Class<?>> PROBED =
      Set.of(
          Set.of().getClass(), Set.of(0).getClass(), Map.of().getClass(), Map.of(0, 0).getClass());

  private static Rebuild like(
      Object example, UnaryOperator<Object> take, UnaryOperator<Object> build) {
    return new Rebuild(example.getClass(), take, build);
  }

  /** For the class that {@code wrap} makes of what {@code copy} makes of a collection. */
  private static Rebuild wrapper(UnaryOperator<Object> copy, UnaryOperator<Object> wrap) {
    return like(wrap.apply(copy.apply(new TreeSet<>())), copy, wrap);
  }

  /** For the class that {@code wrap} makes of what {@code copy} makes of a map. */
  private static Rebuild mapWrapper(UnaryOperator<Object> copy, UnaryOperator<Object> wrap) {
    return like(wrap.apply(copy.apply(new TreeMap<>())), copy, wrap);
  }

  /** Returns whether {@code build} hashes keys, and does not order those of one hash code. */
  boolean probes() {
    return PROBED.contains(type);
  }

  /** Returns the keys of what was sent of a class that probes. */
  Collection<?> keys(Object sent) {
    return sent instanceof Map<?, ?> map ? map.keySet() : Arrays.asList((Object[]) sent);
  }

  /** Returns how to send a view on something, such as a part of a list: as a copy. */
  public static Rebuild view(Class<?> type) {
    UnaryOperator<Object> same = UnaryOperator.identity();
    if (Map.Entry.class.isAssignableFrom(type)) {
      return new Rebuild(type, Rebuild::entryParts, Rebuild::immutableEntry);
    } else if (Map.class.isAssignableFrom(type)) {
      return new Rebuild(type, Rebuild::map, same);
    }
    return new Rebuild(type, Set.class.isAssignableFrom(type) ? Rebuild::set : Rebuild::list, same);
  }

  /** Returns how to send a buffer of bytes: as what is left in it, which comes out read-only. */
  public static Rebuild buffer(Class<?> type) {
    return new Rebuild(
        type,
        buffer -> bytes((ByteBuffer) buffer),
        bytes -> ByteBuffer.wrap((byte[]) bytes).asReadOnlyBuffer());
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return bytes;
  }

  /** Returns whether a class is that of a collection, a map, or an entry of one. */
  public static boolean isView(Class<?> type) {
    return Collection.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type)
        || Map.Entry.class.isAssignableFrom(type);
  }

  /** The lists of streams may hold nulls, others of the same class may not. */
  private static Object immutableList(Object sent) {
    List<Object> elements = Arrays.asList((Object[]) sent);
    return elements.contains(null) ? elements.stream().toList() : List.copyOf(elements);
  }

  private static Object immutableEntry(Object sent) {
    return new SimpleImmutableEntry<>(((Object[]) sent)[0], ((Object[]) sent)[1]);
  }

  private static Object pathName(Object path) {
    return path.toString();
  }

  private static Object elements(Object collection) {
    return ((Collection<?>) collection).toArray();
  }

  private static Object entryParts(Object entry) {
    return new Object[] {((Map.Entry<?, ?>) entry).getKey(), ((Map.Entry<?, ?>) entry).getValue()};
  }

  private static Object list(Object collection) {
    return new ArrayList<>((Collection<?>) collection);
  }

  @SuppressWarnings("JdkObsolete") // Lists without random access have a wrapper of their own.
  private static Object linkedList(Object collection) {
    return new LinkedList<>((Collection<?>) collection);
  }

  private static Object set(Object collection) {
    return new LinkedHashSet<>((Collection<?>) collection);
  }

  private static Object sortedSet(Object set) {
    return new TreeSet<>((SortedSet<?>) set);
  }

  private static Object map(Object map) {
    return new LinkedHashMap<>((Map<?, ?>) map);
  }

  private static Object sortedMap(Object map) {
    return new TreeMap<>((SortedMap<?, ?>) map);
  }
}
