package io.conveyor.stage.named;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.conveyor.Job;
import io.conveyor.Producer;
import io.conveyor.PushJob;
import io.conveyor.Task;
import io.conveyor.stage.convert.UnfitTextException;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tasks that are made where they run, of names and arguments. */
class NamedTaskTest {

  private static final String SAMPLES = Samples.class.getName();

  private static Argument number(int value) {
    return new Argument.Plain(value);
  }

  private static Task opened(Kind kind, Recipe recipe) throws Exception {
    Task task = Sent.copy(NamedTask.of(kind, recipe));
    task.open(Sent.NO_CONTEXT);
    return task;
  }

  private static Object run(Recipe job, Object block) throws Exception {
    @SuppressWarnings("unchecked")
    Job<Object, Object> task = (Job<Object, Object>) opened(Kind.JOB, job);
    return String.valueOf(task.run(block));
  }

  @Test
  void makesObjectsWithStateOnceForAllRuns() throws Exception {
    NamedClass sum = new NamedClass(Samples.Sum.class.getName(), "", List.of());
    @SuppressWarnings("unchecked")
    Job<Object, Object> job = (Job<Object, Object>) opened(Kind.JOB, sum);
    assertEquals(1, job.run(1));
    assertEquals(3, job.run(2));
    job.close();
    assertThrows(IllegalStateException.class, () -> job.run(1));
  }

  @Test
  void givesArgumentsToConstructors() throws Exception {
    String name = Samples.Plus.class.getName();
    assertEquals("12", run(new NamedClass(name, "int", List.of(number(5))), 7));
  }

  @Test
  void makesEachKindOfArgument() throws Exception {
    Argument all =
        new NamedClass(
            Samples.Settings.class.getName(),
            "java.math.RoundingMode, java.nio.file.Path, java.util.List, int[], java.util.Map",
            List.of(
                new Argument.Constant(RoundingMode.class.getName(), "UP"),
                new Argument.File("/a/b"),
                new Argument.Items(List.of(new Argument.Plain("x"), new Argument.Plain("y"))),
                new Argument.Elements("[I", List.of(number(1), number(2))),
                new Argument.Entries(List.of(new Argument.Plain("k")), List.of(number(3)))));
    Samples.Settings made = (Samples.Settings) all.make();
    assertEquals(RoundingMode.UP, made.mode());
    assertEquals(Path.of("/a/b"), made.path());
    assertEquals(List.of("x", "y"), made.words());
    assertEquals(2, made.numbers()[1]);
    assertEquals(Map.of("k", 3), made.limits());
  }

  @SuppressWarnings("unchecked")
  private static List<Object> results(Task job, Object... blocks) throws Exception {
    List<Object> results = new ArrayList<>();
    ((PushJob<Object, Object>) job).run(List.of(blocks), results::add);
    return results;
  }

  @Test
  void callsMethodsThatPushResults() throws Exception {
    Recipe recipe =
        new NamedMethod(
            SAMPLES,
            "pushedTwice",
            "java.lang.Iterable, java.util.function.Consumer, long",
            List.of(new Argument.Plain(10L)));
    Task job = opened(Kind.STREAM_JOB, recipe);
    assertEquals(List.of(1L, 10L, 2L, 20L, -1L), results(job, 1, 2L));
  }

  @Test
  void callsMethodsThatProduceNumbers() throws Exception {
    Recipe recipe = new NamedMethod(SAMPLES, "firstInts", "int", List.of(number(3)));
    Producer<?> producer = (Producer<?>) opened(Kind.PRODUCER, recipe);
    assertEquals(List.of(0, 1, 2), producer.stream().toList());
  }

  @Test
  void callsMethodsOverStreams() throws Exception {
    Recipe recipe =
        new NamedMethod(SAMPLES, "everyNth", "java.util.stream.Stream, int", List.of(number(2)));
    Task job = opened(Kind.STREAM_JOB, recipe);
    assertEquals(List.of(2, 4), results(job, 1, 2, 3, 4));
    assertEquals(List.of(9), results(job, 8, 9));
  }

  @Test
  void convertsBlocksToWhatTheClassOfAJobTakes() throws Exception {
    NamedClass sum = new NamedClass(Samples.SumOfLongs.class.getName(), "", List.of());
    assertEquals("3", run(sum, List.of(1, 2L)));
    assertEquals(
        Samples.SumOfLongs.class.getName()
            + ": the block's [0], \"1\" (java.lang.String), does not fit java.lang.Long",
        assertThrows(UnfitTextException.class, () -> run(sum, List.of("1"))).getMessage());
    NamedClass plus = new NamedClass(Samples.Plus.class.getName(), "int", List.of(number(5)));
    assertEquals("12", run(plus, 7L));
  }

  @Test
  void convertsTheBlocksOfStreams() throws Exception {
    Recipe recipe = new NamedMethod(SAMPLES, "doubledAll", "java.util.stream.Stream", List.of());
    Task job = opened(Kind.STREAM_JOB, recipe);
    assertEquals(List.of(2L, 4L), results(job, 1, 2L));
    assertEquals(
        SAMPLES
            + "::doubledAll(java.util.stream.Stream): the block \"x\" (java.lang.String) does not"
            + " fit java.lang.Long",
        assertThrows(UnfitTextException.class, () -> results(job, "x")).getMessage());
  }

  @Test
  void callsMethodsThatProduce() throws Exception {
    Recipe recipe = new NamedMethod(SAMPLES, "upTo", "int", List.of(number(3)));
    @SuppressWarnings("unchecked")
    Producer<Object> producer = (Producer<Object>) opened(Kind.PRODUCER, recipe);
    assertEquals(List.of(0, 1, 2), producer.stream().toList());
  }

  @Test
  void throwsWhatConstructorsAndMethodsThrow() throws Exception {
    NamedClass strict = new NamedClass(Samples.Plus.class.getName(), "int", List.of(number(-1)));
    assertEquals(
        "negative",
        assertThrows(IllegalArgumentException.class, () -> opened(Kind.JOB, strict)).getMessage());
    Recipe recipe = new NamedMethod(SAMPLES, "upTo", "int", List.of(number(-1)));
    Producer<?> producer = (Producer<?>) opened(Kind.PRODUCER, recipe);
    assertEquals(
        "negative", assertThrows(IllegalArgumentException.class, producer::run).getMessage());
  }
}
