package io.conveyor.codec.cost;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Pays for the keys of one collection while it is filled: each is met before it is put in. For one
 * thread.
 */
public final class Filling {

  /** How a collection finds its keys. */
  public enum Kind {
    /** By hash code; keys that have one in common are ordered, if they are text or numbers. */
    HASHED,
    /** By hash code; keys that have one in common are looked at one after the other. */
    PROBED,
    /** By order. */
    SORTED
  }

  /** So few that they may as well be compared with each other. */
  private static final int FEW = 16;

  /** How many counters there are for each key, so that few share one by chance. */
  private static final int COUNTERS_PER_KEY = 2;

  private static final int MOST_COUNTERS = 1 << 26;

  /** Classes that hash maps and trees can order by themselves. */
  private static final Set<Class<?>> ORDERED =
      Set.of(
          String.class,
          Integer.class,
          Long.class,
          Short.class,
          Byte.class,
          Character.class,
          Double.class,
          Float.class,
          Boolean.class,
          UUID.class,
          Instant.class);

  private static final ClassValue<Boolean> BY_IDENTITY =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          try {
            return type.getMethod("hashCode").getDeclaringClass() == Object.class
                || Enum.class.isAssignableFrom(type);
          } catch (NoSuchMethodException | LinkageError e) {
            return false;
          }
        }
      };

  private final Budget budget;
  private final Kind kind;
  private final int depth;
  private final Collection<?> keys;
  private final boolean pairs;
  private final int size;
  private final long comparator;

  /** The class of all keys so far, if these cost nothing. */
  private @Nullable Class<?> cheap;

  private boolean value;
  private int met;
  private int @Nullable [] counters;

  private Filling(
      Budget budget,
      Kind kind,
      int depth,
      Collection<?> keys,
      boolean pairs,
      int size,
      long order) {
    this.budget = budget;
    this.kind = kind;
    this.depth = depth;
    this.keys = keys;
    this.pairs = pairs;
    this.size = size;
    this.comparator = order;
  }

  /**
   * Returns who pays for the elements of a collection.
   *
   * @param depth how deeply the collection is nested, see {@link #isAt}
   * @param collection it, empty
   * @param size how many elements it is to have
   * @param comparator the weight of its comparator, or 0 if it has none
   */
  public static Filling of(
      Budget budget, Kind kind, int depth, Collection<?> collection, int size, long comparator) {
    return new Filling(budget, kind, depth, collection, false, size, comparator);
  }

  /**
   * Returns who pays for the keys of a map; as {@link #of(Budget, Kind, int, Collection, int,
   * long)}.
   */
  public static Filling of(
      Budget budget, Kind kind, int depth, Map<?, ?> map, int size, long comparator) {
    return new Filling(budget, kind, depth, map.keySet(), true, size, comparator);
  }

  /**
   * Pays for keys that were read before they are put into a collection that probes.
   *
   * @param weight that of all of them
   */
  public static void probe(Budget budget, Collection<?> keys, long weight) {
    budget.spend(weight);
    Filling filling = new Filling(budget, Kind.PROBED, 0, keys, false, keys.size(), 0);
    for (Object key : keys) {
      filling.met++;
      filling.payForHash(key, weight / keys.size() + 1);
    }
  }

  /** Returns whether what is read at this depth is an element of the collection. */
  public boolean isAt(int nesting) {
    return depth == nesting;
  }

  /**
   * Pays for what is about to be put in; for a map, for keys and values in turn.
   *
   * @throws TooCostlyException if that is too much
   */
  public void met(@Nullable Object element, long weight) {
    if (pairs) {
      value = !value;
      if (!value) {
        return;
      }
    }
    met++;
    if (element != null && element.getClass() != cheap && !isCheap(element.getClass())) {
      pay(element, weight);
    }
  }

  private boolean isCheap(Class<?> type) {
    if (met > 1 || (kind == Kind.SORTED && comparator > 0)) {
      return false;
    }
    if ((kind != Kind.PROBED && ORDERED.contains(type))
        || (kind != Kind.SORTED && BY_IDENTITY.get(type))) {
      cheap = type;
      return true;
    }
    return false;
  }

  private void pay(Object key, long weight) {
    cheap = null;
    if (kind == Kind.SORTED) {
      budget.spend(weight + comparator, Integer.SIZE - Integer.numberOfLeadingZeros(met));
    } else {
      budget.spend(weight);
      payForHash(key, weight);
    }
  }

  private void payForHash(Object key, long weight) {
    if (size <= FEW) {
      budget.spend(weight, met);
      return;
    }
    int[] counts = counters;
    if (counts == null) {
      counts =
          new int
              [(int) Math.min(MOST_COUNTERS, Integer.highestOneBit(size) * 2L * COUNTERS_PER_KEY)];
      counters = counts;
      if (kind == Kind.HASHED) {
        for (Object before : keys) {
          counts[counter(before, counts)]++;
        }
      }
    }
    int count = counts[counter(key, counts)]++;
    if (count > 0) {
      budget.spend(weight, count);
    }
  }

  private static int counter(@Nullable Object key, int[] counts) {
    int hash = (key == null ? 0 : key.hashCode()) * 0x9E3779B9;
    return (hash ^ (hash >>> 15)) & (counts.length - 1);
  }
}
