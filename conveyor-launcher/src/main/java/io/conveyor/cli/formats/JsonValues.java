package io.conveyor.cli.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonMappingException;
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
import java.util.Map;
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
    addKeySerializer(Number.class, new Keys());
    addKeySerializer(Boolean.class, new Keys());
    addKeySerializer(Character.class, new Keys());
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

  /** Keys are texts in JSON, where the number 1 and the text "1" would be one key twice. */
  private static final class Keys extends JsonSerializer<Object> {

    @Override
    public void serialize(Object key, JsonGenerator out, SerializerProvider all)
        throws IOException {
      String text = key.toString();
      if (out.currentValue() instanceof Map<?, ?> map && isThereToo(map, key, text)) {
        throw new JsonMappingException(
            out,
            "the key %s is there as %s and as another type, and JSON's keys are texts"
                .formatted(text, key.getClass().getSimpleName()));
      }
      out.writeFieldName(text);
    }

    private static boolean isThereToo(Map<?, ?> map, Object key, String text) {
      try {
        return map.containsKey(text)
            || key instanceof Integer number && map.containsKey(number.longValue())
            || key instanceof Long number
                && map.containsKey(Integer.valueOf(number.intValue()))
                && number == number.intValue();
      } catch (ClassCastException e) {
        return false; // It is sorted, and so its keys are all of one type.
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
