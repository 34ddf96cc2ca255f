package io.conveyor.stage.named;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.conveyor.stage.convert.UnfitBlockException;
import io.conveyor.stage.convert.UnfitTextException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MethodJobTest {

  private static final String SAMPLES = Samples.class.getName();

  private static MethodJob job(String type, String method, @Nullable String selector)
      throws Exception {
    MethodJob job = Sent.copy(new MethodJob(type, method, selector, List.of()));
    job.open(Sent.NO_CONTEXT);
    return job;
  }

  static Stream<Arguments> fittingBlocks() {
    return Stream.of(
        arguments("java.lang.Math", "sqrt", 16, 4.0),
        arguments("java.lang.Math", "sqrt", 16L, 4.0),
        arguments("java.lang.Math", "sqrt", (short) 16, 4.0),
        arguments("java.lang.Math", "sqrt", 16f, 4.0),
        arguments("java.lang.Math", "sqrt", BigInteger.valueOf(16), 4.0),
        arguments("java.lang.Math", "sqrt", new BigDecimal("0.25"), 0.5),
        arguments("java.lang.Math", "sqrt", Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
        arguments(SAMPLES, "cube", 16, 4096),
        arguments(SAMPLES, "cube", 3L, 27),
        arguments(SAMPLES, "cube", 3.0, 27),
        arguments(SAMPLES, "cube", (byte) 3, 27),
        arguments(SAMPLES, "cube", 'a', 97 * 97 * 97),
        arguments(SAMPLES, "doubled", 5, (short) 10),
        arguments(SAMPLES, "boxed", 5, 5L),
        arguments(SAMPLES, "boxed", 5L, 5L),
        arguments(SAMPLES, "kind", 5, "int"),
        arguments(SAMPLES, "kind", (short) 5, "int"),
        arguments(SAMPLES, "kind", 5L, "long"),
        arguments(SAMPLES, "kind", 5f, "double"),
        arguments(SAMPLES, "kind", BigInteger.ONE, "Number"),
        arguments(SAMPLES, "kind", "five", "CharSequence"),
        arguments(SAMPLES, "told", "text", "String"),
        arguments(SAMPLES, "size", List.of(1, 2), 2),
        arguments("java.lang.String", "length", "four", 4),
        arguments("java.util.List", "size", List.of(1), 1),
        arguments("java.lang.Integer", "parseInt", "12", 12),
        arguments("java.lang.Math", "abs", -5L, 5L),
        arguments(SAMPLES, "total", List.of(1, 2L), 3L),
        arguments(SAMPLES, "longest", List.of(1, 2), 2L),
        arguments(SAMPLES, "numbered", Map.of("n", 7), 7));
  }

  @ParameterizedTest
  @MethodSource("fittingBlocks")
  void givesBlocksToMethodsAsJavaWould(String type, String method, Object block, Object result)
      throws Exception {
    assertEquals(result, job(type, method, null).run(block));
  }

  static Stream<Arguments> unfittingBlocks() {
    return Stream.of(
        arguments("cube", 5_000_000_000L, "the block 5000000000 (java.lang.Long)", "int"),
        arguments("cube", 2.5, "the block 2.5 (java.lang.Double)", "int"),
        arguments("cube", Double.NaN, "the block NaN (java.lang.Double)", "int"),
        arguments("doubled", 70_000, "the block 70000 (java.lang.Integer)", "short"),
        arguments(
            "boxed", new BigInteger("9".repeat(30)), "java.math.BigInteger", "java.lang.Long"),
        arguments("cube", "3", "the block \"3\" (java.lang.String)", "cube(int)"),
        arguments(
            "kind", List.of(), "the block of type java.util.ImmutableCollections", "kind(long)"));
  }

  @ParameterizedTest
  @MethodSource("unfittingBlocks")
  void refusesBlocksThatWouldChange(String method, Object block, String what, String parameter)
      throws Exception {
    MethodJob job = job(SAMPLES, method, null);
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> job.run(block)).getMessage());
    assertTrue(message.contains(what), message);
    assertTrue(message.contains(parameter), message);
  }

  @Test
  void namesTheElementThatDoesNotFit() throws Exception {
    MethodJob total = job(SAMPLES, "total", null);
    assertEquals(
        SAMPLES + "::total: the block's [1], \"x\" (java.lang.String), does not fit java.lang.Long",
        assertThrows(UnfitTextException.class, () -> total.run(List.of(1, "x"))).getMessage());
    MethodJob joined = job(SAMPLES, "firstTwo", null);
    assertEquals("ab", joined.run(List.of("a", "b")));
    assertEquals(
        SAMPLES
            + "::firstTwo: the block's [1], 2 (java.lang.Integer), does not fit java.lang.String",
        assertThrows(UnfitBlockException.class, () -> joined.run(List.of("a", 2))).getMessage());
  }

  @Test
  void letsOutFailedCastsOfTheMethodsOwn() throws Exception {
    MethodJob job = job(SAMPLES, "cast", null);
    assertEquals(
        "cast",
        assertThrows(ClassCastException.class, () -> job.run("x"))
            .getStackTrace()[0]
            .getMethodName());
  }

  @Test
  void refusesIntegersThatADoubleCannotHold() throws Exception {
    MethodJob job = job("java.lang.Math", "sqrt", null);
    BigInteger odd = BigInteger.TWO.pow(60).add(BigInteger.ONE);
    assertThrows(IllegalArgumentException.class, () -> job.run(odd));
  }

  @Test
  void callsOnlyTheSelectedOverload() throws Exception {
    assertEquals("double", job(SAMPLES, "kind", "double").run(5));
    assertEquals("Integer", job(SAMPLES, "same", "java.lang.Integer").run(5));
    assertEquals("7", job("java.lang.Integer", "toString", "").run(7));
  }

  @Test
  void emitsNothingForMethodsWithoutResult() throws Exception {
    assertNull(job(SAMPLES, "swallow", null).run("block"));
  }

  @Test
  void makesOneObjectForAllBlocksOfAWorker() throws Exception {
    MethodJob job = job(SAMPLES, "count", null);
    assertEquals(1, job.run("a"));
    assertEquals(2, job.run("b"));
    assertEquals(1, job(SAMPLES, "count", null).run("c"));
  }

  @Test
  void changesWithTheTypesOfBlocks() throws Exception {
    MethodJob job = job(SAMPLES, "kind", null);
    assertEquals("int", job.run(1));
    assertEquals("long", job.run(1L));
    assertEquals("int", job.run(2));
  }

  @Test
  void throwsWhatTheMethodThrows() throws Exception {
    MethodJob job = job(SAMPLES, "fail", null);
    Exception thrown =
        assertThrows(UnsupportedOperationException.class, () -> job.run("on purpose"));
    assertEquals("on purpose", thrown.getMessage());
    assertEquals("fail", thrown.getStackTrace()[0].getMethodName());
  }

  static Stream<Arguments> methodsWithArguments() {
    return Stream.of(
        arguments(SAMPLES, "add", "int, int", 3, List.of(4), 7),
        arguments(SAMPLES, "add", "int, int", 3L, List.of(4), 7),
        arguments(SAMPLES, "joined", "java.lang.Object, java.lang.String[]", 1, List.of(), "1"),
        arguments("java.lang.String", "repeat", "int", "ab", List.of(2), "abab"));
  }

  @ParameterizedTest
  @MethodSource("methodsWithArguments")
  void givesArgumentsBehindTheBlock(
      String type, String method, String selector, Object block, List<Integer> given, Object result)
      throws Exception {
    List<Argument> arguments =
        given.isEmpty()
            ? List.of(new Argument.Elements("[Ljava.lang.String;", List.of()))
            : List.of(new Argument.Plain(given.get(0)));
    MethodJob job = Sent.copy(new MethodJob(type, method, selector, arguments));
    job.open(Sent.NO_CONTEXT);
    assertEquals(result, job.run(block));
  }
}
