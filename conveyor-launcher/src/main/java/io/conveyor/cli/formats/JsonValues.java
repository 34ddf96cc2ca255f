package io.conveyor.cli.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.conveyor.stage.convert.BlockText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Values of the JDK's as people expect them in JSON: numbers with all their digits, dates and times
 * as ISO 8601 has them, paths as they are written, optionals as what is in them, or null.
 */
final class JsonValues extends SimpleModule {

  private static final long serialVersionUID = 1L;

  JsonValues() {
    addDeserializer(Object.class, new JsonBlocks());
    addSerializer(BigDecimal.class, new Decimals());
    addSerializer(TemporalAccessor.class, ToStringSerializer.instance);
    addSerializer(TemporalAmount.class, ToStringSerializer.instance);
    addSerializer(ZoneId.class, ToStringSerializer.instance);
    addSerializer(Path.class, ToStringSerializer.instance);
    addSerializer(Optional.class, new Holding<>(value -> value));
    addSerializer(OptionalInt.class, new Holding<>(value -> value.stream().boxed().findAny()));
    addSerializer(OptionalLong.class, new Holding<>(value -> value.stream().boxed().findAny()));
    addSerializer(OptionalDouble.class, new Holding<>(value -> value.stream().boxed().findAny()));
  }

  private static final class Decimals extends JsonSerializer<BigDecimal> {

    @Override
    public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider all)
        throws IOException {
      if (out instanceof TokenBuffer) {
        out.writeNumber(value); // A tree has the number itself.
      } else {
        out.writeNumber(BlockText.of(value));
      }
    }
  }

  private static final class Holding<T> extends JsonSerializer<T> {

    private final Function<T, Optional<?>> content;

    Holding(Function<T, Optional<?>> content) {
      this.content = content;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider all) throws IOException {
      out.writePOJO(content.apply(value).orElse(null));
    }
  }
}
