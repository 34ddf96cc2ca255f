package io.conveyor.codec;

import static java.util.Map.entry;

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
record Rebuild(Class<?> type, UnaryOperator<Object> take, UnaryOperator<Object> build) {

  private static final UnaryOperator<Object> ELEMENTS = o -> ((Collection<?>) o).toArray();
  private static final UnaryOperator<Object> LIST = o -> new ArrayList<>((Collection<?>) o);
  private static final UnaryOperator<Object> LINKED = o -> new LinkedList<>((Collection<?>) o);
  private static final UnaryOperator<Object> SET = o -> new LinkedHashSet<>((Collection<?>) o);
  private static final UnaryOperator<Object> SORTED_SET = o -> new TreeSet<>((SortedSet<?>) o);
  private static final UnaryOperator<Object> MAP = o -> new LinkedHashMap<>((Map<?, ?>) o);
  private static final UnaryOperator<Object> SORTED_MAP = o -> new TreeMap<>((SortedMap<?, ?>) o);
  private static final UnaryOperator<Object> ENTRY =
      o -> new Object[] {((Map.Entry<?, ?>) o).getKey(), ((Map.Entry<?, ?>) o).getValue()};

  /** All of them, in the order of their numbers. */
  static final List<Rebuild> ALL =
      List.of(
          like(List.of(), ELEMENTS, Rebuild::immutableList),
          like(List.of(0), ELEMENTS, Rebuild::immutableList),
          like(List.of(0, 1, 2).subList(0, 2), ELEMENTS, Rebuild::immutableList),
          like(Set.of(), ELEMENTS, o -> Set.copyOf(Arrays.asList((Object[]) o))),
          like(Set.of(0), ELEMENTS, o -> Set.copyOf(Arrays.asList((Object[]) o))),
          like(Map.of(), MAP, o -> Map.copyOf((Map<?, ?>) o)),
          like(Map.of(0, 0), MAP, o -> Map.copyOf((Map<?, ?>) o)),
          like(entry(0, 0), ENTRY, o -> entry(((Object[]) o)[0], ((Object[]) o)[1])),
          like(
              new SimpleEntry<>(0, 0),
              ENTRY,
              o -> new SimpleEntry<>(((Object[]) o)[0], ((Object[]) o)[1])),
          like(new SimpleImmutableEntry<>(0, 0), ENTRY, Rebuild::immutableEntry),
          like(Path.of(""), Rebuild::pathName, o -> Path.of((String) o)),
          wrapper(LIST, o -> Collections.unmodifiableCollection((Collection<?>) o)),
          wrapper(LINKED, o -> Collections.unmodifiableList((List<?>) o)),
          wrapper(LIST, o -> Collections.unmodifiableList((List<?>) o)),
          wrapper(SET, o -> Collections.unmodifiableSet((Set<?>) o)),
          wrapper(SORTED_SET, o -> Collections.unmodifiableSortedSet((SortedSet<?>) o)),
          wrapper(SORTED_SET, o -> Collections.unmodifiableNavigableSet((NavigableSet<?>) o)),
          wrapper(MAP, o -> Collections.unmodifiableMap((Map<?, ?>) o)),
          wrapper(SORTED_MAP, o -> Collections.unmodifiableSortedMap((SortedMap<?, ?>) o)),
          wrapper(SORTED_MAP, o -> Collections.unmodifiableNavigableMap((NavigableMap<?, ?>) o)),
          wrapper(LIST, o -> Collections.synchronizedCollection((Collection<?>) o)),
          wrapper(LINKED, o -> Collections.synchronizedList((List<?>) o)),
          wrapper(LIST, o -> Collections.synchronizedList((List<?>) o)),
          wrapper(SET, o -> Collections.synchronizedSet((Set<?>) o)),
          wrapper(SORTED_SET, o -> Collections.synchronizedSortedSet((SortedSet<?>) o)),
          wrapper(SORTED_SET, o -> Collections.synchronizedNavigableSet((NavigableSet<?>) o)),
          wrapper(MAP, o -> Collections.synchronizedMap((Map<?, ?>) o)),
          wrapper(SORTED_MAP, o -> Collections.synchronizedSortedMap((SortedMap<?, ?>) o)),
          wrapper(SORTED_MAP, o -> Collections.synchronizedNavigableMap((NavigableMap<?, ?>) o)));

  private static Rebuild like(
      Object example, UnaryOperator<Object> take, UnaryOperator<Object> build) {
    return new Rebuild(example.getClass(), take, build);
  }

  /** For the class that {@code wrap} makes of what {@code copy} makes. */
  private static Rebuild wrapper(UnaryOperator<Object> copy, UnaryOperator<Object> wrap) {
    Object content = copy == MAP || copy == SORTED_MAP ? new TreeMap<>() : new TreeSet<>();
    return like(wrap.apply(copy.apply(content)), copy, wrap);
  }

  /** Returns how to send a view on something, such as a part of a list: as a copy. */
  static Rebuild view(Class<?> type) {
    UnaryOperator<Object> same = UnaryOperator.identity();
    if (Map.Entry.class.isAssignableFrom(type)) {
      return new Rebuild(type, ENTRY, Rebuild::immutableEntry);
    } else if (Map.class.isAssignableFrom(type)) {
      return new Rebuild(type, MAP, same);
    }
    return new Rebuild(type, Set.class.isAssignableFrom(type) ? SET : LIST, same);
  }

  /** Returns whether a class is that of a collection, a map, or an entry of one. */
  static boolean isView(Class<?> type) {
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
}
