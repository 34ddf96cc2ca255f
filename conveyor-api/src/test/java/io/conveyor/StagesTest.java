package io.conveyor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.topology.Topology;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stages say of themselves, and the limits of their settings. */
class StagesTest {

  private final Job<Integer, Integer> job = block -> block;
  private final Processor processor = new Processor(job);

  private static void assertRefused(String message, Executable setter) {
    assertEquals(message, assertThrows(InvalidPipelineException.class, setter).getMessage());
  }

  @Test
  void processorHasOneWorkerAndNothingElseByDefault() {
    assertEquals("", processor.name());
    assertSame(job, processor.task());
    assertEquals(1, processor.workers());
    assertEquals(0, processor.queueSize());
    assertNull(processor.heap());
    assertEquals(List.of(), processor.jvmArgs());
    assertEquals(Map.of(), processor.environment());
  }

  @Test
  void settersKeepWhatOthersSet() {
    Processor all =
        processor
            .name("a")
            .workers(2)
            .queueSize(3)
            .heap("4m")
            .jvmArgs("-Da=b", "-Dc=d")
            .environment("E", "f");
    for (Processor set :
        List.of(
            all.name("a"),
            all.workers(2),
            all.queueSize(3),
            all.heap("4m"),
            all.jvmArgs(new String[0]),
            all.environment("E", "f"))) {
      assertSame(job, set.task());
      assertEquals("a", set.name());
      assertEquals(2, set.workers());
      assertEquals(3, set.queueSize());
      assertEquals("4m", set.heap());
      assertEquals(List.of("-Da=b", "-Dc=d"), set.jvmArgs());
      assertEquals(Map.of("E", "f"), set.environment());
    }
  }

  @Test
  void settersLeaveTheOriginalAlone() {
    processor.name("a").workers(2).queueSize(3).heap("4m").jvmArgs("-ea").environment("E", "f");
    processorHasOneWorkerAndNothingElseByDefault();
  }

  @Test
  void argumentsAddUpAndVariablesReplace() {
    assertEquals(List.of("-ea", "-esa"), processor.jvmArgs("-ea").jvmArgs("-esa").jvmArgs());
    assertEquals(
        Map.of("A", "2", "B", ""),
        processor.environment("A", "1").environment("A", "2").environment("B", "").environment());
  }

  @Test
  void numbersHaveRanges() {
    assertEquals(1024, processor.workers(1024).workers());
    assertEquals(Integer.MAX_VALUE, processor.queueSize(Integer.MAX_VALUE).queueSize());
    assertRefused("workers(0): must be from 1 to 1024", () -> processor.workers(0));
    assertRefused("workers(1025): must be from 1 to 1024", () -> processor.workers(1025));
    assertRefused("queueSize(-1): must be from 0 to 2147483647", () -> processor.queueSize(-1));
  }

  @Test
  void retriesTimeoutsAndRestartsHaveRanges() {
    assertEquals(1000, processor.retries(1000).retries());
    assertEquals(1001, processor.retries(1000).attempts());
    assertEquals(0, processor.restarts(0).restarts());
    Duration month = Duration.ofDays(30);
    assertEquals(month, processor.timeout(month).timeout());
    assertEquals(Duration.ofMillis(100), processor.retryBackoff());
    Duration hour = Duration.ofHours(1);
    assertEquals(hour, processor.retryBackoff(hour).retryBackoff());
    assertRefused(
        "retryBackoff(PT1H0.001S): must be from 1 ms to 1 h",
        () -> processor.retryBackoff(hour.plusMillis(1)));
    assertRefused(
        "retryBackoff(PT0S): must be from 1 ms to 1 h",
        () -> processor.retryBackoff(Duration.ZERO));
    assertRefused("retries(-1): must be from 0 to 1000", () -> processor.retries(-1));
    assertRefused("retries(1001): must be from 0 to 1000", () -> processor.retries(1001));
    assertRefused("restarts(-1): must be from 0 to 1000", () -> processor.restarts(-1));
    assertRefused("restarts(1001): must be from 0 to 1000", () -> processor.restarts(1001));
    assertRefused(
        "timeout(PT0.009S): must be from 10 ms to 30 days",
        () -> processor.timeout(Duration.ofMillis(9)));
    assertRefused(
        "timeout(PT720H0.001S): must be from 10 ms to 30 days",
        () -> processor.timeout(month.plusMillis(1)));
  }

  @Test
  void triesAsOftenAsItsRetriesAndOnErrorSay() {
    assertEquals(0, processor.retries());
    assertEquals(3, processor.attempts());
    assertEquals(3, processor.onError(OnError.RETRY).retries());
    assertEquals(0, processor.onError(OnError.DEAD_LETTER).retries());
    Processor told = processor.onError(OnError.RETRY).retries(0);
    assertEquals(0, told.retries());
    assertEquals(1, told.attempts());
    assertNull(processor.timeout());
    assertEquals(10, processor.restarts());
    assertEquals(
        List.of(false, false, true, true),
        Arrays.stream(OnError.values()).map(OnError::goesOn).toList());
  }

  @Test
  void retriesWindowsAsInputs() {
    Processor windows = processor.window(3).inFlight(2);
    Processor again = windows.takingWindows();
    assertEquals(0, again.window());
    assertTrue(again.isOrdered());
    assertTrue(again.isStateless());
    assertEquals(2, again.inFlight());
    assertFalse(processor.takingWindows().isStateless());
  }

  @Test
  void kindsOfStagesHaveRanges() {
    assertRefused("window(0): must be from 1 to 1048576", () -> processor.window(0));
    assertRefused("window(-1): must be from 1 to 1048576", () -> processor.window(-1));
    assertRefused("window step 0: must be from 1 to 1048576", () -> processor.window(2, 0));
    assertRefused("inFlight(0): must be from 1 to 2147483647", () -> processor.inFlight(0));
    assertRefused("inFlight(-1): must be from 1 to 2147483647", () -> processor.inFlight(-1));
    assertRefused("cpus(0): must be at least 1", () -> new Pipeline().cpus(0));
  }

  @StageDefaults(stateful = true, stateless = true)
  private static final class Torn {}

  @StageDefaults(workers = -1)
  private static final class Negative {}

  @Test
  void whatAClassDeclaresIsCheckedAlike() {
    assertRefused(
        Torn.class.getName() + ": declares itself both stateful and stateless",
        () -> processor.defaultsOf(Torn.class));
    assertRefused(
        "workers(-1): must be from 1 to 1024", () -> processor.defaultsOf(Negative.class));
  }

  @Test
  void statelessStagesAndWindowsAreOrderedAndShareCpusUnlessTold() {
    for (Processor stage : List.of(processor.stateless(), processor.window(3))) {
      assertTrue(stage.isStateless());
      assertTrue(stage.isOrdered());
      assertTrue(stage.isSharingCpus());
      assertFalse(stage.ordered(false).isOrdered());
      assertFalse(stage.workers(1).isSharingCpus());
      assertFalse(stage.inLauncher().isSharingCpus());
      assertFalse(stage.stateful().isSharingCpus());
    }
    assertFalse(processor.isOrdered());
    assertFalse(processor.workers(2).isOrdered());
    assertTrue(processor.workers(2).ordered().isOrdered());
  }

  @StageDefaults(
      stateless = true,
      window = 4,
      windowStep = 2,
      inFlight = 5,
      onError = OnError.SKIP,
      retries = 1,
      restarts = 2,
      queueSize = 6,
      inLauncher = true)
  private static final class Declared implements Job<List<Integer>, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer run(List<Integer> window) {
      return window.get(0);
    }
  }

  @Test
  void whatAClassDeclaresHoldsUntilTheStageSaysOtherwise() {
    for (Processor declared :
        List.of(new Processor(new Declared()), processor.defaultsOf(Declared.class))) {
      assertTrue(declared.isStateless());
      assertEquals(4, declared.window());
      assertEquals(2, declared.windowStep());
      assertEquals(5, declared.inFlight());
      assertEquals(OnError.SKIP, declared.onError());
      assertTrue(declared.isInLauncher());
      assertEquals(1, declared.retries());
      assertEquals(2, declared.restarts());
      assertEquals(6, declared.queueSize());
      Processor said = declared.stateful().window(3).inFlight(1).inLauncher(false);
      assertFalse(said.isStateless());
      assertTrue(said.isStateful());
      assertEquals(3, said.window());
      assertEquals(1, said.windowStep());
      assertEquals(1, said.inFlight());
      assertFalse(said.isInLauncher());
      assertEquals(OnError.FAIL, declared.onError(OnError.FAIL).onError());
    }
  }

  @StageDefaults(
      workers = 2,
      ordered = true,
      timeoutMillis = 1500,
      retryBackoffMillis = 7,
      heap = "64m",
      jvmArgs = {"-ea", "-esa"},
      environment = {"A=1", "B=", "C=x=y"})
  private static final class DeclaredProcess implements Sink<Object> {
    private static final long serialVersionUID = 1L;

    @Override
    public void accept(Object block) {}
  }

  @Test
  void aClassDeclaresWhatItsProcessesAreAsWell() {
    Processor declared = Processor.sink(new DeclaredProcess());
    assertEquals(2, declared.workers());
    assertTrue(declared.isOrdered());
    assertEquals(Duration.ofMillis(1500), declared.timeout());
    assertEquals(Duration.ofMillis(7), declared.retryBackoff());
    assertEquals("64m", declared.heap());
    assertEquals(List.of("-ea", "-esa"), declared.jvmArgs());
    assertEquals(Map.of("A", "1", "B", "", "C", "x=y"), declared.environment());
  }

  @StageDefaults(timeoutMillis = 1)
  private static final class Hasty {}

  @StageDefaults(environment = "A")
  private static final class Nameless {}

  @Test
  void whatAClassDeclaresOfItsProcessesIsChecked() {
    assertRefused(
        "timeout(PT0.001S): must be from 10 ms to 30 days",
        () -> processor.defaultsOf(Hasty.class));
    assertThrows(InvalidPipelineException.class, () -> processor.defaultsOf(Nameless.class));
  }

  /** What a class can declare is what a stage can be set to, but for its name. */
  @Test
  void everySettingCanBeDeclared() {
    Set<String> setters =
        Arrays.stream(Processor.class.getMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .filter(method -> method.getParameterCount() == 1)
            .filter(method -> method.getReturnType() != boolean.class)
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    setters.addAll(List.of("environment", "stateful", "stateless", "windowStep"));
    setters.removeAll(List.of("name", "defaultsOf", "wait"));
    Set<String> declarable =
        Arrays.stream(StageDefaults.class.getDeclaredMethods())
            .map(method -> method.getName().replace("Millis", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(setters, declarable);
  }

  @Test
  void cpusAreDealtToStagesThatLeaveTheirWorkersOpen() {
    Pipeline pipeline =
        new Pipeline()
            .add(processor.stateless())
            .add(processor.stateless())
            .add(processor.workers(3))
            .add(processor);
    assertEquals(List.of(4, 3, 3, 1), workers(CpuShares.deal(pipeline.topology(), 7, () -> 90)));
    assertEquals(List.of(1, 1, 3, 1), workers(CpuShares.deal(pipeline.topology(), 1, () -> 90)));
    assertEquals(List.of(5, 4, 3, 1), workers(CpuShares.deal(pipeline.topology(), 0, () -> 11)));
    assertEquals(List.of(1, 1, 3, 1), workers(CpuShares.deal(pipeline.topology(), 0, () -> 1)));
  }

  private static List<Integer> workers(Topology topology) {
    return topology.nodes().stream().map(node -> ((Processor) node.stage()).workers()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1m", "1.5g", "1t", "m", "1 m", "1m -XX:+X"})
  void heapIsNumberWithUnit(String heap) {
    assertRefused(
        "heap(\"" + heap + "\"): must be a number with an optional k, m or g, such as 512m",
        () -> processor.heap(heap));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".a", "-a", "a b", "a#2", "../a", "a\u0000"})
  void nameIsFitForFiles(String name) {
    assertRefused(
        "processor name '%s': must be 1 to 64 letters, digits, '-', '_' or '.', and not start with '-' or '.'"
            .formatted(name),
        () -> processor.name(name));
  }

  @Test
  void nameIsNotOneThatIsMadeFromPlace() {
    assertRefused(
        "processor name 'row3.1': names of this form are made from places; choose another",
        () -> processor.name("row3.1"));
    assertEquals("row3", processor.name("row3").name());
  }

  @Test
  void argumentsAreNotBlank() {
    assertRefused("jvmArgs(\" \"): must not be blank", () -> processor.jvmArgs("-ea", " "));
  }

  @Test
  void variablesAreWhatAnEnvironmentCanHold() {
    for (String[] variable :
        List.of(
            new String[] {"", "a"},
            new String[] {"a=b", "c"},
            new String[] {"a\0", "b"},
            new String[] {"a", "b\0"})) {
      assertThrows(
          InvalidPipelineException.class,
          () -> processor.environment(variable[0], variable[1]),
          () -> Arrays.toString(variable));
    }
  }

  @Test
  void stagesCountLanes() {
    assertLanes(1, 1, processor);
    assertLanes(1, 1, new Pipe());
    assertLanes(1, 3, new ReplicatingFork(3));
    assertLanes(1, 4, new BalancingFork(4));
    assertLanes(5, 1, new Join(5));
  }

  private static void assertLanes(int in, int out, Stage stage) {
    assertEquals(in, stage.lanesIn(), stage::toString);
    assertEquals(out, stage.lanesOut(), stage::toString);
  }

  @Test
  void forksAndJoinsHaveAtLeastOneLane() {
    assertRefused(
        "replicating-fork: leaves 0 lanes, must be at least 1", () -> new ReplicatingFork(0));
    assertRefused(
        "balancing-fork: leaves -1 lanes, must be at least 1", () -> new BalancingFork(-1));
    assertRefused("join: takes 0 lanes, must be at least 1", () -> new Join(0));
  }

  @Test
  void balancingIsByDemandUnlessAskedOtherwise() {
    assertEquals(BalancingFork.Policy.DEMAND, new BalancingFork(2).policy());
    assertEquals(
        new BalancingFork(2, BalancingFork.Policy.ROUND_ROBIN), new BalancingFork(2).roundRobin());
  }

  @Test
  void stagesPrintAsInPipelineFile() {
    assertEquals(
        List.of(
            "processor",
            "processor(a)",
            "pipe",
            "replicating-fork(2)",
            "balancing-fork(2)",
            "balancing-fork(2, round-robin)",
            "join(2)"),
        List.of(
                processor,
                processor.name("a"),
                new Pipe(),
                new ReplicatingFork(2),
                new BalancingFork(2),
                new BalancingFork(2).roundRobin(),
                new Join(2))
            .stream()
            .map(Object::toString)
            .toList());
  }
}
