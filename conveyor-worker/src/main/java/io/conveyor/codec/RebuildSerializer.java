package io.conveyor.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** Does what a {@link Rebuild} says. */
final class RebuildSerializer extends Serializer<Object> {

  private final Rebuild rebuild;

  RebuildSerializer(Rebuild rebuild) {
    this.rebuild = rebuild;
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    kryo.writeClassAndObject(output, rebuild.take().apply(object));
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    return rebuild.build().apply(kryo.readClassAndObject(input));
  }
}
