package io.conveyor.codec.serializers;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.conveyor.codec.cost.Filling;
import io.conveyor.codec.cost.Weighing;

/** Does what a {@link Rebuild} says. */
public final class RebuildSerializer extends Serializer<Object> {

  private final Rebuild rebuild;

  public RebuildSerializer(Rebuild rebuild) {
    this.rebuild = rebuild;
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    kryo.writeClassAndObject(output, rebuild.take().apply(object));
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    Weighing own = (Weighing) kryo;
    long before = own.weighed(input);
    Object sent = kryo.readClassAndObject(input);
    if (rebuild.probes()) {
      Filling.probe(own.budget(), rebuild.keys(sent), own.weighed(input) - before);
    }
    return rebuild.build().apply(sent);
  }
}
