package io.conveyor.worker.jobs;

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
    "io.conveyor.worker.jobs.Samples, kind, false",
    "io.conveyor.worker.jobs.Samples, same, true",
    "io.conveyor.worker.jobs.Samples, overlapping, true",
    "io.conveyor.worker.jobs.Samples, told, false",
  })
  void findsOverloadsThatSomeBlockCannotTellApart(String type, String name, boolean ambiguous)
      throws Exception {
    Overloads overloads = Overloads.of(Class.forName(type), name);
    assertEquals(ambiguous ? 2 : 0, overloads.ambiguous().size(), overloads.all().toString());
  }

  @Test
  void leavesOutMethodsThatCannotTakeABlock() {
    assertTrue(Overloads.of(Samples.class, "add").all().isEmpty());
    assertTrue(Overloads.of(Samples.Abstract.class, "text").all().isEmpty());
    assertTrue(Overloads.of(Object.class, "registerNatives").all().isEmpty());
  }

  @Test
  void makesNoObjectOfWhatOnlyAnOpenedPackageWouldAllow() {
    assertFalse(Overloads.isInstantiable(Runtime.class));
    assertTrue(Overloads.of(Runtime.class, "halt").all().isEmpty());
    assertTrue(Overloads.isInstantiable(Samples.class));
  }

  @Test
  void selectsBySimpleOrFullName() {
    Overloads overloads = Overloads.of(Samples.class, "same");
    Stream.of("Integer", "java.lang.Integer")
        .forEach(
            selector ->
                assertEquals(
                    "[same(java.lang.Integer)]", overloads.select(selector).all().toString()));
    assertTrue(overloads.select("long").all().isEmpty());
  }
}
