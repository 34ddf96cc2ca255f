package io.conveyor.codec.state;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import io.conveyor.codec.serializers.Rebuild;
import io.conveyor.codec.serializers.RebuildSerializer;
import io.conveyor.codec.types.TypeFacts;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Chooses what is encoded otherwise in a state than in a block. */
public final class StateSerializers {

  private final Sharing sharing;
  private final Serializer<Object> java;

  /**
   * Creates what encodes the parts of states.
   *
   * @param sharing knows the objects of the state at hand
   */
  public StateSerializers(Sharing sharing) {
    this.sharing = sharing;
    this.java = new WholeObjects(sharing);
  }

  /** Returns what writes objects by Java serialization. */
  public Serializer<Object> java() {
    return java;
  }

  /**
   * Returns the serializer for a class; null if it is that of blocks.
   *
   * @throws KryoException if a copy of such an object would not be as good as the object
   */
  public @Nullable Serializer<?> of(Class<?> type) {
    requireCopies(type);
    return Backing.isWrapper(type)
        ? new RebuildSerializer(Backing.rebuild(type))
        : TableSerializers.of(type);
  }

  private void requireCopies(Class<?> type) {
    if (ByteBuffer.class.isAssignableFrom(type) || isOtherView(type)) {
      throw new KryoException(
          "%s is a view of something else, or cannot be made again".formatted(type.getTypeName()));
    }
    Class<?> declared =
        Enum.class.isAssignableFrom(type) && !type.isEnum() ? type.getSuperclass() : type;
    if (declared.isEnum()
        && !Arrays.stream(declared.getEnumConstants()).allMatch(sharing::isFixed)) {
      throw new KryoException(
          "the constants of %s hold what may change, and are not the job's own"
              .formatted(type.getTypeName()));
    }
  }

  private static boolean isOtherView(Class<?> type) {
    return TypeFacts.isOfJdk(type)
        && Rebuild.isView(type)
        && !Serializable.class.isAssignableFrom(type);
  }

  /** Returns how to write what can only be made again: a wrapper with what it goes around. */
  public static Rebuild of(Rebuild rebuild) {
    return Backing.isWrapper(rebuild.type()) ? Backing.rebuild(rebuild.type()) : rebuild;
  }
}
