package io.conveyor.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.conveyor.codec.cost.Filling;

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
    BlockKryo own = (BlockKryo) kryo;
    long before = own.weighed(input);
    Object sent = kryo.readClassAndObject(input);
    if (rebuild.probes()) {
      Filling.probe(own.budget(), rebuild.keys(sent), own.weighed(input) - before);
    }
    return rebuild.build().apply(sent);
  }
}
