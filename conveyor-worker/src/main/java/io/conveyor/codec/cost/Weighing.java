package io.conveyor.codec.cost;

import com.esotericsoftware.kryo.io.Input;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What reads a block, as its serializers see it: they claim and pay before they make anything. */
public interface Weighing {

  /** Returns what may be spent on the block. */
  Budget budget();

  /** Returns how much has been read, by weight; what is between two calls has their difference. */
  long weighed(Input input);

  /** Returns the collection that elements are read for; null if there is none. */
  @Nullable Filling filling();

  /** Elements are those of another collection from now on. */
  void fill(@Nullable Filling other);

  /**
   * Elements are those of a collection from now on.
   *
   * @param size how many will be put in
   * @param comparator what its comparator weighs; 0 if it has none
   */
  void fill(Filling.Kind kind, Collection<?> collection, int size, long comparator);

  /** As {@link #fill(Filling.Kind, Collection, int, long)}, for keys and values in turn. */
  void fill(Filling.Kind kind, Map<?, ?> map, int size, long comparator);
}
