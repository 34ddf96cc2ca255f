package io.conveyor.codec.serializers;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.conveyor.codec.cost.JavaStream;
import io.conveyor.codec.cost.Weighing;
import io.conveyor.codec.types.JavaObjects;
import io.conveyor.codec.types.RefusedTypeException;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;

/**
 * Java serialization within Kryo's bytes, behind an int32 length. What it holds is copied with it:
 * an object that is also reached some other way arrives twice.
 */
public class JavaSerializer extends Serializer<Object> {

  @Override
  public final void write(Kryo kryo, Output output, Object object) {
    int start = output.position();
    output.writeInt(0);
    try {
      write(kryo, object, output);
    } catch (RefusedTypeException e) {
      throw new KryoException(e.getMessage());
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

  /** Writes what goes behind the length. */
  protected void write(Kryo kryo, Object object, Output output) throws IOException {
    JavaObjects.write(object, output);
  }

  @Override
  public final Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    int length = input.readInt();
    int left = input.limit() - input.position();
    if (length < 0 || length > left) {
      throw new KryoException("length %d, %d bytes are left".formatted(length, left));
    }
    int at = input.position();
    input.skip(length);
    try {
      JavaStream.pay(input.getBuffer(), at, length, ((Weighing) kryo).budget());
      return JavaObjects.readBlock(input.getBuffer(), at, length, kryo.getClassLoader());
    } catch (InvalidClassException e) {
      throw new KryoException(e.getMessage(), e);
    } catch (IOException | ClassNotFoundException e) {
      throw new KryoException("Java deserialization fails: " + e, e);
    }
  }
}
