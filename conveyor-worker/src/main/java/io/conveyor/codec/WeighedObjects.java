package io.conveyor.codec;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.util.MapReferenceResolver;
import io.conveyor.codec.cost.Budget;
import io.conveyor.codec.state.Sharing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Objects that may be referred to, with what each weighs. Refuses references to objects that are
 * made only after what refers to them.
 */
final class WeighedObjects extends MapReferenceResolver {

  private static final int FIRST = 64;
  private static final int MOST_KEPT = 1 << 14;

  private final @Nullable Sharing sharing;
  private @Nullable Input input;
  private Budget budget = new Budget();

  /** By id, of finished objects; of others, where they began, as a negative number. */
  private long[] weights = new long[FIRST];

  WeighedObjects(@Nullable Sharing sharing) {
    this.sharing = sharing;
  }

  @Override
  public int addWrittenObject(Object object) {
    if (sharing != null) {
      sharing.written(object);
    }
    return super.addWrittenObject(object);
  }

  /** Takes an object as read that is not part of the bytes. */
  void read(Object object) {
    int id = nextReadId(object.getClass());
    setReadObject(id, object);
    weigh(id, 0);
  }

  void start(Input source, Budget total) {
    input = source;
    budget = total;
  }

  /** Returns the id of the object that is read next. */
  int size() {
    return readObjects.size();
  }

  /** Notes what an object weighs, now that all of it has been read. */
  void weigh(int id, long weight) {
    if (id < readObjects.size()) {
      weights[id] = weight;
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // As Kryo declares it.
  public int nextReadId(Class type) {
    int id = super.nextReadId(type);
    if (id >= weights.length) {
      weights = Arrays.copyOf(weights, 2 * weights.length);
    }
    weights[id] = -1 - now();
    return id;
  }

  private long now() {
    return (input == null ? 0 : input.position()) + budget.repeated();
  }

  @Override
  @SuppressWarnings("rawtypes") // As Kryo declares it.
  public Object getReadObject(Class type, int id) {
    Object object = super.getReadObject(type, id);
    if (object == null) {
      throw new KryoException(
          "a cycle leads through something immutable, such as a record or List.of");
    }
    long weight = weights[id];
    if (weight >= 0) {
      budget.repeat(weight);
    } else {
      budget.reopen(now() + 1 + weight);
    }
    return object;
  }

  @Override
  public void reset() {
    super.reset();
    if (sharing != null) {
      sharing.reset();
    }
    if (weights.length > MOST_KEPT) {
      weights = new long[FIRST];
    }
  }
}
