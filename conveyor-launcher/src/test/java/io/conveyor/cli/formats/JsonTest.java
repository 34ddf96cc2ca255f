package io.conveyor.cli.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonTest {

  private static String written(Object block) {
    return new String(Json.write(block), StandardCharsets.UTF_8);
  }

  private static Map<Object, String> map(Object one, Object other) {
    Map<Object, String> map = new LinkedHashMap<>();
    map.put(one, "one");
    map.put(other, "other");
    return map;
  }

  @Test
  void keysThatAreNoTextsBecomeTexts() {
    assertEquals("{\"1\":\"one\",\"x\":\"other\"}", written(map(1, "x")));
    assertEquals("{\"1\":\"a\",\"2\":\"b\"}", written(new TreeMap<>(Map.of(1L, "a", 2L, "b"))));
    assertEquals("{\"true\":\"one\",\"c\":\"other\"}", written(map(true, 'c')));
    assertEquals("{\"4294967297\":\"one\",\"1\":\"other\"}", written(map(4294967297L, 1)));
  }

  @Test
  void keysThatWouldBecomeOneAreRefused() {
    for (Map<?, ?> twice :
        new Map<?, ?>[] {map(1, "1"), map("1", 1L), map(1, 1L), map("true", true)}) {
      String refused =
          String.valueOf(assertThrows(ConveyorException.class, () -> written(twice)).getMessage());
      assertTrue(refused.contains("as another type, and JSON's keys are texts"), refused);
    }
  }
}
