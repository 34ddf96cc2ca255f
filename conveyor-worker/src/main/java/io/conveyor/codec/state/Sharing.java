package io.conveyor.codec.state;

import com.esotericsoftware.kryo.KryoException;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Predicate;

/**
 * The objects of a state that go through Java serialization, which copies what it meets: one that
 * can change must not be reached some other way, too, or the two copies would part.
 */
public final class Sharing {

  private final Predicate<Object> fixed;
  private final Set<Object> streamed = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * Creates what knows of no object yet.
   *
   * @param fixed whether an object never changes, so that it does not matter if it is shared
   */
  public Sharing(Predicate<Object> fixed) {
    this.fixed = fixed;
  }

  /** Forgets all objects: another state begins. */
  public void reset() {
    streamed.clear();
  }

  /** Returns whether an object never changes. */
  public boolean isFixed(Object object) {
    return fixed.test(object);
  }

  /** Notes an object that is met while another one is written by Java serialization. */
  void streamed(Object object, boolean writtenBefore) {
    if (mayChange(object) && (!streamed.add(object) || writtenBefore)) {
      throw shared(object);
    }
  }

  /** Checks an object that is written by itself. */
  public void written(Object object) {
    if (streamed.contains(object)) {
      throw shared(object);
    }
  }

  private boolean mayChange(Object object) {
    boolean orderOrZone = object instanceof Comparator || object instanceof TimeZone;
    return !(orderOrZone && object.getClass().getClassLoader() == null) && !fixed.test(object);
  }

  private static KryoException shared(Object object) {
    return new KryoException(
        "an object of %s is shared by parts of the state that are copied each by itself"
            .formatted(object.getClass().getTypeName()));
  }
}
