package io.conveyor.codec.state;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Output;
import io.conveyor.codec.serializers.JavaSerializer;
import io.conveyor.codec.types.JavaObjects;
import java.io.IOException;
import java.util.IdentityHashMap;

/** Java serialization of what shares nothing that can change with the rest of a state. */
final class WholeObjects extends JavaSerializer {

  private final Sharing sharing;

  WholeObjects(Sharing sharing) {
    this.sharing = sharing;
  }

  @Override
  protected void write(Kryo kryo, Object object, Output output) throws IOException {
    JavaObjects.write(
        object,
        output,
        part -> {
          requireKeysByValue(part);
          if (part != object) {
            sharing.streamed(part, kryo.getReferenceResolver().getWrittenId(part) >= 0);
          }
        });
  }

  /** No copy of a key would be found again, but of those that are one for the whole JVM. */
  private static void requireKeysByValue(Object object) {
    if (object instanceof IdentityHashMap<?, ?> map) {
      for (Object key : map.keySet()) {
        if (!(key instanceof Enum || key instanceof Class)) {
          throw new KryoException("keys of an IdentityHashMap are other objects in a copy");
        }
      }
    }
  }
}
