package io.conveyor.codec.serializers;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.serializers.CollectionSerializer;
import com.esotericsoftware.kryo.serializers.DefaultArraySerializers.ObjectArraySerializer;
import com.esotericsoftware.kryo.serializers.DefaultArraySerializers.StringArraySerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers;
import com.esotericsoftware.kryo.serializers.MapSerializer;
import io.conveyor.codec.cost.Filling;
import io.conveyor.codec.cost.Filling.Kind;
import io.conveyor.codec.cost.Weighing;
import java.util.Collection;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Kryo's serializers of what has elements, in Kryo's format: they claim room for the elements, and
 * have the keys paid for, before they are put in.
 */
@SuppressWarnings({"rawtypes", "NonApiType"}) // As Kryo declares them.
public final class BoundedSerializers {

  private static final Map<Class<?>, Serializer<?>> SORTED =
      Map.of(
          TreeSet.class, new TreeSets(),
          PriorityQueue.class, new PriorityQueues(),
          TreeMap.class, new TreeMaps(),
          ConcurrentSkipListMap.class, new SkipListMaps());

  private BoundedSerializers() {}

  /** Returns the one for a class, or null if it has no elements. */
  public static @Nullable Serializer<?> of(Kryo kryo, Class<?> type, Serializer<?> byKryo) {
    Serializer<?> sorted = SORTED.get(type);
    if (sorted != null) {
      return sorted;
    } else if (byKryo instanceof ObjectArraySerializer) {
      return new Objects(kryo, type);
    } else if (byKryo instanceof StringArraySerializer) {
      return new Strings();
    } else if (byKryo instanceof DefaultSerializers.ArraysAsListSerializer) {
      return new ArraysAsLists();
    } else if (byKryo.getClass() == CollectionSerializer.class) {
      return new Collections();
    }
    return byKryo.getClass() == MapSerializer.class ? new Maps() : null;
  }

  private static void claim(Kryo kryo, int size) {
    ((Weighing) kryo).budget().claim(size);
  }

  /** Looks at the length that an array begins with; 0 stands for no array. */
  private static void claimArray(Kryo kryo, Input input) {
    int start = input.position();
    claim(kryo, Math.max(0, input.readVarInt(true) - 1));
    input.setPosition(start);
  }

  private static final class Objects extends ObjectArraySerializer {

    Objects(Kryo kryo, Class type) {
      super(kryo, type);
    }

    @Override
    public Object[] read(Kryo kryo, Input input, Class type) {
      claimArray(kryo, input);
      return super.read(kryo, input, type);
    }
  }

  private static final class Strings extends StringArraySerializer {

    @Override
    public String[] read(Kryo kryo, Input input, Class type) {
      claimArray(kryo, input);
      return super.read(kryo, input, type);
    }
  }

  private static final class ArraysAsLists extends DefaultSerializers.ArraysAsListSerializer {

    @Override
    protected List create(Kryo kryo, Input input, Class type, int size) {
      claim(kryo, size);
      return super.create(kryo, input, type, size);
    }
  }

  private static final class Collections extends CollectionSerializer<Collection> {

    @Override
    public Collection read(Kryo kryo, Input input, Class<? extends Collection> type) {
      Filling outer = ((Weighing) kryo).filling();
      Collection made = super.read(kryo, input, type);
      ((Weighing) kryo).fill(outer);
      return made;
    }

    @Override
    protected Collection create(
        Kryo kryo, Input input, Class<? extends Collection> type, int size) {
      claim(kryo, size);
      Collection made = super.create(kryo, input, type, size);
      if (made instanceof java.util.Set) {
        ((Weighing) kryo).fill(Kind.HASHED, made, size, 0);
      }
      return made;
    }
  }

  private static final class Maps extends MapSerializer<Map> {

    @Override
    public Map read(Kryo kryo, Input input, Class<? extends Map> type) {
      Filling outer = ((Weighing) kryo).filling();
      Map made = super.read(kryo, input, type);
      ((Weighing) kryo).fill(outer);
      return made;
    }

    @Override
    protected Map create(Kryo kryo, Input input, Class<? extends Map> type, int size) {
      claim(kryo, size);
      Map made = super.create(kryo, input, type, size);
      Kind kind = made instanceof Hashtable ? Kind.PROBED : Kind.HASHED;
      ((Weighing) kryo).fill(kind, made, size, 0);
      return made;
    }
  }

  private static final class TreeSets extends DefaultSerializers.TreeSetSerializer {

    @Override
    public TreeSet read(Kryo kryo, Input input, Class<? extends TreeSet> type) {
      Filling outer = ((Weighing) kryo).filling();
      TreeSet made = super.read(kryo, input, type);
      ((Weighing) kryo).fill(outer);
      return made;
    }

    @Override
    protected TreeSet create(Kryo kryo, Input input, Class<? extends TreeSet> type, int size) {
      claim(kryo, size);
      long before = ((Weighing) kryo).weighed(input);
      TreeSet made = super.create(kryo, input, type, size);
      fillSorted(kryo, made, size, made.comparator(), before, input);
      return made;
    }
  }

  private static final class PriorityQueues extends DefaultSerializers.PriorityQueueSerializer {

    @Override
    public PriorityQueue read(Kryo kryo, Input input, Class<? extends PriorityQueue> type) {
      Filling outer = ((Weighing) kryo).filling();
      PriorityQueue made = super.read(kryo, input, type);
      ((Weighing) kryo).fill(outer);
      return made;
    }

    @Override
    protected PriorityQueue create(
        Kryo kryo, Input input, Class<? extends PriorityQueue> type, int size) {
      claim(kryo, size);
      long before = ((Weighing) kryo).weighed(input);
      PriorityQueue made = super.create(kryo, input, type, size);
      fillSorted(kryo, made, size, made.comparator(), before, input);
      return made;
    }
  }

  private static void fillSorted(
      Kryo kryo,
      Collection<?> made,
      int size,
      @Nullable Comparator<?> comparator,
      long before,
      Input input) {
    Weighing own = (Weighing) kryo;
    own.fill(Kind.SORTED, made, size, comparator == null ? 0 : own.weighed(input) - before);
  }

  private static final class TreeMaps extends DefaultSerializers.TreeMapSerializer {

    @Override
    public TreeMap read(Kryo kryo, Input input, Class<? extends TreeMap> type) {
      Filling outer = ((Weighing) kryo).filling();
      TreeMap made = super.read(kryo, input, type);
      ((Weighing) kryo).fill(outer);
      return made;
    }

    @Override
    protected TreeMap create(Kryo kryo, Input input, Class<? extends TreeMap> type, int size) {
      claim(kryo, size);
      long before = ((Weighing) kryo).weighed(input);
      TreeMap made = super.create(kryo, input, type, size);
      fillSorted(kryo, made, size, before, input);
      return made;
    }
  }

  private static final class SkipListMaps
      extends DefaultSerializers.ConcurrentSkipListMapSerializer {

    @Override
    public ConcurrentSkipListMap read(
        Kryo kryo, Input input, Class<? extends ConcurrentSkipListMap> type) {
      Filling outer = ((Weighing) kryo).filling();
      ConcurrentSkipListMap made = super.read(kryo, input, type);
      ((Weighing) kryo).fill(outer);
      return made;
    }

    @Override
    protected ConcurrentSkipListMap create(
        Kryo kryo, Input input, Class<? extends ConcurrentSkipListMap> type, int size) {
      claim(kryo, size);
      long before = ((Weighing) kryo).weighed(input);
      ConcurrentSkipListMap made = super.create(kryo, input, type, size);
      fillSorted(kryo, made, size, before, input);
      return made;
    }
  }

  private static void fillSorted(
      Kryo kryo, SortedMap<?, ?> made, int size, long before, Input input) {
    Weighing own = (Weighing) kryo;
    own.fill(Kind.SORTED, made, size, made.comparator() == null ? 0 : own.weighed(input) - before);
  }
}
