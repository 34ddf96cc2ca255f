package io.conveyor.cli.formats;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.deser.std.UntypedObjectDeserializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes an object a map, which has each of its keys once, and a fraction a Double if this shows all
 * its digits, and else a BigDecimal.
 */
final class JsonBlocks extends UntypedObjectDeserializer {

  private static final long serialVersionUID = 1L;

  /** A Double shows as many, whichever they are. */
  private static final int SURE_DIGITS = 15;

  JsonBlocks() {
    super((@Nullable JavaType) null, (@Nullable JavaType) null);
  }

  /** That a key is there twice is seen here, where the parser would keep a set of its own. */
  @Override
  protected Object mapObject(JsonParser parser, DeserializationContext context) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    String key =
        parser.isExpectedStartObjectToken() ? parser.nextFieldName() : parser.currentName();
    while (key != null) {
      if (map.containsKey(key)) {
        throw new JsonParseException(
            parser, "Duplicate field '%s'".formatted(key), parser.currentTokenLocation());
      }
      parser.nextToken();
      map.put(key, deserialize(parser, context));
      key = parser.nextFieldName();
    }
    return map;
  }

  @Override
  protected Object _deserializeFP(JsonParser parser, DeserializationContext context)
      throws IOException {
    double number = parser.getDoubleValue();
    return isWhole(number, parser) ? (Object) number : parser.getDecimalValue();
  }

  private static boolean isWhole(double number, JsonParser parser) throws IOException {
    int length = parser.getTextLength();
    if (length <= SURE_DIGITS
        && isPlain(parser.getTextCharacters(), parser.getTextOffset(), length)) {
      return true;
    }
    return Double.isFinite(number)
        && BigDecimal.valueOf(number).compareTo(parser.getDecimalValue()) == 0;
  }

  private static boolean isPlain(char[] text, int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (text[i] == 'e' || text[i] == 'E') {
        return false;
      }
    }
    return true;
  }
}
