package io.conveyor.codec.state;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.CollectionSerializer;
import com.esotericsoftware.kryo.serializers.MapSerializer;
import io.conveyor.codec.cost.Weighing;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Serializers of maps and sets that keep the order in which these are gone through. */
@SuppressWarnings({"rawtypes", "NonApiType"}) // As Kryo declares them.
final class TableSerializers {

  private static final float LOAD = .75f;

  private TableSerializers() {}

  /** Returns the one for a class; null if it keeps its order by itself. */
  static @Nullable Serializer<?> of(Class<?> type) {
    if (type == HashMap.class || type == ConcurrentHashMap.class) {
      return new Maps();
    } else if (type == HashSet.class) {
      return new Sets();
    }
    return type == LinkedHashMap.class ? new LinkedMaps() : null;
  }

  private static int claimed(Kryo kryo, Input input, int size) {
    ((Weighing) kryo).budget().claim(size);
    return input.readByte();
  }

  private static final class Maps extends MapSerializer<Map> {

    @Override
    protected void writeHeader(Kryo kryo, Output output, Map map) {
      output.writeByte(Tables.halves(map.keySet().spliterator()));
    }

    @Override
    protected Map create(Kryo kryo, Input input, Class<? extends Map> type, int size) {
      int halves = claimed(kryo, input, size);
      if (type == HashMap.class) {
        return halves == 0 ? new HashMap() : new HashMap(Tables.ofHashMap(halves));
      }
      return halves == 0
          ? new ConcurrentHashMap()
          : new ConcurrentHashMap(Tables.ofConcurrentMap(halves));
    }
  }

  private static final class Sets extends CollectionSerializer<Collection> {

    @Override
    protected void writeHeader(Kryo kryo, Output output, Collection set) {
      output.writeByte(Tables.halves(set.spliterator()));
    }

    @Override
    protected Collection create(
        Kryo kryo, Input input, Class<? extends Collection> type, int size) {
      int halves = claimed(kryo, input, size);
      return halves == 0 ? new HashSet() : new HashSet(Tables.ofHashMap(halves));
    }
  }

  private static final class LinkedMaps extends MapSerializer<LinkedHashMap> {

    @Override
    protected void writeHeader(Kryo kryo, Output output, LinkedHashMap map) {
      output.writeBoolean(isByAccess(map));
    }

    /** The JDK keeps this to itself, too; a copy shows it, and the map stays as it is. */
    @SuppressWarnings("unchecked") // The copy is never given to anyone.
    private static boolean isByAccess(LinkedHashMap map) {
      LinkedHashMap<Object, Object> probe = (LinkedHashMap<Object, Object>) map.clone();
      Object first = probe.isEmpty() ? new Object() : probe.keySet().iterator().next();
      probe.putIfAbsent(first, first);
      probe.put(new Object(), first);
      probe.get(first);
      return probe.keySet().iterator().next() != first;
    }

    @Override
    protected LinkedHashMap create(
        Kryo kryo, Input input, Class<? extends LinkedHashMap> type, int size) {
      boolean byAccess = claimed(kryo, input, size) != 0;
      return new LinkedHashMap(Math.max(16, (int) (size / LOAD) + 1), LOAD, byAccess);
    }
  }
}
