package io.conveyor.cli.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.deser.std.UntypedObjectDeserializer;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Makes a fraction a Double if this shows all its digits, and else a BigDecimal. */
final class JsonBlocks extends UntypedObjectDeserializer {

  private static final long serialVersionUID = 1L;

  /** A Double shows as many, whichever they are. */
  private static final int SURE_DIGITS = 15;

  JsonBlocks() {
    super((@Nullable JavaType) null, (@Nullable JavaType) null);
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
