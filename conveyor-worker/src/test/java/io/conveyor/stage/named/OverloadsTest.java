package io.conveyor.stage.named;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverloadsTest {

  @ParameterizedTest
  @CsvSource({
    "java.lang.Math, abs, false",
    "java.lang.Math, sqrt, false",
    "java.lang.String, valueOf, false",
    "java.lang.Integer, toString, true",
    "io.conveyor.stage.named.Samples, kind, false",
    "io.conveyor.stage.named.Samples, same, true",
    "io.conveyor.stage.named.Samples, overlapping, true",
    "io.conveyor.stage.named.Samples, told, false",
  })
  void findsOverloadsThatSomeBlockCannotTellApart(String type, String name, boolean ambiguous)
      throws Exception {
    Overloads overloads = Overloads.of(Class.forName(type), name, 0);
    assertEquals(ambiguous ? 2 : 0, overloads.ambiguous().size(), overloads.all().toString());
  }

  @Test
  void leavesOutMethodsThatCannotTakeABlock() {
    assertTrue(Overloads.of(Samples.class, "add", 0).all().isEmpty());
    assertTrue(Overloads.of(Samples.Abstract.class, "text", 0).all().isEmpty());
    assertTrue(Overloads.of(Object.class, "registerNatives", 0).all().isEmpty());
  }

  @Test
  void makesNoObjectOfWhatOnlyAnOpenedPackageWouldAllow() {
    assertFalse(Signatures.isInstantiable(Runtime.class));
    assertTrue(Overloads.of(Runtime.class, "halt", 0).all().isEmpty());
    assertTrue(Signatures.isInstantiable(Samples.class));
  }

  @Test
  void selectsBySimpleOrFullName() {
    Overloads overloads = Overloads.of(Samples.class, "same", 0);
    Stream.of("Integer", "java.lang.Integer")
        .forEach(
            selector ->
                assertEquals(
                    "[same(java.lang.Integer)]", overloads.select(selector).all().toString()));
    assertTrue(overloads.select("long").all().isEmpty());
  }
}
