package io.conveyor.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;

/**
 * Java serialization within Kryo's bytes, behind an int32 length. What it holds is copied with it:
 * an object that is also reached some other way arrives twice.
 */
final class JavaSerializer extends Serializer<Object> {

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    int start = output.position();
    output.writeInt(0);
    try (ObjectOutputStream out = new ObjectOutputStream(output)) {
      out.writeObject(object);
    } catch (NotSerializableException e) {
      throw new KryoException(e.getMessage() + " is not serializable");
    } catch (IOException e) {
      throw new KryoException("Java serialization fails: " + e, e);
    }
    int end = output.position();
    output.setPosition(start);
    output.writeInt(end - start - Integer.BYTES);
    output.setPosition(end);
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    int length = input.readInt();
    int left = input.limit() - input.position();
    if (length < 0 || length > left) {
      throw new KryoException("length %d, %d bytes are left".formatted(length, left));
    }
    InputStream bytes = new ByteArrayInputStream(input.getBuffer(), input.position(), length);
    input.skip(length);
    try (ObjectInputStream in = new LoadingInput(bytes, kryo.getClassLoader())) {
      return in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new KryoException("Java deserialization fails: " + e, e);
    }
  }

  /** Finds classes where the codec was told to. */
  private static final class LoadingInput extends ObjectInputStream {

    private final ClassLoader classes;

    LoadingInput(InputStream in, ClassLoader classes) throws IOException {
      super(in);
      this.classes = classes;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(description.getName(), false, classes);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description); // Knows the primitive types.
      }
    }

    @Override
    protected Class<?> resolveProxyClass(String[] names) throws ClassNotFoundException {
      Class<?>[] interfaces = new Class<?>[names.length];
      for (int i = 0; i < names.length; i++) {
        interfaces[i] = Class.forName(names[i], false, classes);
      }
      return Proxy.newProxyInstance(classes, interfaces, (proxy, method, args) -> null).getClass();
    }
  }
}
