package io.conveyor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What chains are made of, and that their types carry from one end to the other. */
class ChainTest {

  private final Pipeline pipeline = new Pipeline("test").engine(EchoEngine.NAME);

  @BeforeEach
  void forgetWhatHappened() {
    EchoEngine.reset();
  }

  private static String drawing(Chain<?, ?> chain) {
    return String.join("\n", chain.toString().lines().toList());
  }

  /** It compiles: that is most of the test. */
  @Test
  void infersWhatMethodsAndLambdasTake() {
    Chain<String, Integer> chain =
        Chain.of(String.class)
            .map(Integer::parseInt)
            .map(Math::abs)
            .map(x -> x + 1)
            .filter(x -> x > 0)
            .flatMap(x -> IntStream.range(0, x))
            .flatMap(x -> Stream.of(x, -x))
            .then(Math::negateExact)
            .window(2, w -> w.get(1) - w.get(0))
            .window(2, 2, w -> w.size());
    assertEquals(9, chain.rows().size());
    Chain<String, Void> ended = chain.sink(System.out::println);
    assertEquals(10, ended.rows().size());
  }

  @Test
  void jobsOfKnownBlocksAreInferred() {
    assertEquals(1, new Processor(String.class, Integer::parseInt).workers());
    assertEquals(1, new Processor(Integer.class, Math::abs).workers());
    assertEquals(1, new Processor(int.class, x -> x + 1).workers());
  }

  @Test
  void settingsAreOfTheLastProcessor() {
    Chain<Integer, Integer> chain =
        Chain.of(Integer.class).map(x -> x).name("a").workers(2).map(x -> x).name("b").queueSize(3);
    Processor a = (Processor) chain.rows().get(0).get(0);
    Processor b = (Processor) chain.rows().get(1).get(0);
    assertEquals("a", a.name());
    assertEquals(2, a.workers());
    assertEquals(0, a.queueSize());
    assertEquals("b", b.name());
    assertEquals(1, b.workers());
    assertEquals(3, b.queueSize());
  }

  @Test
  void settingsNeedAProcessor() {
    Chain<Integer, Integer> empty = Chain.of(Integer.class);
    assertEquals(
        "this chain has no processor yet: settings follow the stage that they are of",
        assertThrows(InvalidPipelineException.class, () -> empty.workers(2)).getMessage());
    Chain<Integer, Integer> forked = empty.replicate(empty, empty);
    assertTrue(
        assertThrows(InvalidPipelineException.class, () -> forked.workers(2))
            .getMessage()
            .startsWith("this chain ends with a join"));
  }

  @Test
  void refusesWhatIsWrongAsItIsBuilt() {
    Object captured = new Object();
    assertThrows(InvalidPipelineException.class, () -> Chain.of(Integer.class).map(x -> captured));
    assertThrows(InvalidPipelineException.class, () -> Chain.of((Integer x) -> captured));
    Chain<Integer, Integer> streams = Chain.of(Integer.class).stream(all -> all.skip(1));
    assertThrows(InvalidPipelineException.class, () -> streams.onError(OnError.SKIP));
    assertThrows(
        InvalidPipelineException.class, () -> streams.with(p -> p.onError(OnError.DEAD_LETTER)));
    Chain<Integer, Integer> named = Chain.of((Integer x) -> x).name("twice");
    assertThrows(InvalidPipelineException.class, () -> named.map(x -> x).name("twice"));
    assertThrows(InvalidPipelineException.class, () -> named.map(x -> x).workers(0));
  }

  @Test
  void forksIntoLanesAndJoinsThem() {
    Chain<Integer, Number> forked =
        Chain.of(Integer.class)
            .map(x -> x)
            .name("before")
            .replicate(
                Chain.of((Integer x) -> x / 2.0).name("half"),
                Chain.of(Integer.class),
                Chain.of(Integer.class).map(Math::abs).name("abs").map(x -> x + 1).name("one"));
    assertEquals(
        """
        |      input
        o      row 1  before
        +-+-+  row 2  replicating-fork(3)
        o | o  row 3  half | pipe | abs
        | | o  row 4  pipe x2 | one
        +-+-+  row 5  join(3)
        |      output"""
            .stripIndent(),
        drawing(forked));
  }

  @Test
  void forksWithinLanes() {
    Chain<Integer, Integer> one = Chain.of((Integer x) -> x + 1);
    Chain<Integer, Integer> inner = one.balance(one, one, one).then(one);
    Chain<Integer, Integer> outer =
        Chain.of(Integer.class)
            .balance(BalancingFork.Policy.ROUND_ROBIN, inner, one.replicate(one, inner), one);
    assertEquals(1, outer.lanesIn());
    pipeline.add(outer).add(outer);
    assertEquals(1, pipeline.topology().outputs().size());
  }

  @Test
  void laysAnyChainsBesideEachOther() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      Chain<Integer, Integer> chain = any(random, 3);
      try {
        assertEquals(processors(chain), new Pipeline().add(chain).topology().processors().size());
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static Chain<Integer, Integer> any(Random random, int depth) {
    Chain<Integer, Integer> chain = Chain.of(Integer.class);
    for (int stages = random.nextInt(4); stages > 0; stages--) {
      if (depth == 0 || random.nextInt(3) > 0) {
        chain = chain.map(x -> x + 1);
      } else {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Chain<Integer, Integer>[] lanes = new Chain[1 + random.nextInt(3)];
        Arrays.setAll(lanes, lane -> any(random, depth - 1));
        chain = random.nextBoolean() ? chain.replicate(lanes) : chain.balance(lanes);
      }
    }
    return chain;
  }

  private static long processors(Chain<?, ?> chain) {
    return chain.rows().stream()
        .flatMap(List::stream)
        .filter(stage -> stage instanceof Processor)
        .count();
  }

  @Test
  void standsBesideOtherStages() {
    Chain<Integer, Integer> two = Chain.of((Integer x) -> x).name("a").map(x -> x).name("b");
    pipeline
        .add(List.of(new ReplicatingFork(2)))
        .add(List.of(two, new Pipe()))
        .add(new ReplicatingFork(2), Chain.of((Integer x) -> -x).name("c"))
        .add(new Join(3));
    assertEquals(List.of("a", "b", "c"), pipeline.topology().processors());
  }

  @Test
  void runsTyped() {
    TypedPipeline<Integer, Integer> typed = Chain.of((Integer x) -> x).in(pipeline).open();
    int sum = 0;
    for (int result : typed.over(1, 2).results()) {
      sum += result;
    }
    assertEquals(3, sum);
    assertEquals(2, typed.over(List.of(1, 2)).execute());
    assertEquals(3, typed.over(IntStream.range(0, 3)).run().blocksIn());
    assertEquals(1, typed.over(5).start().await().blocksIn());
    Bound<Integer> twice = typed.over(List.of(1));
    assertEquals(1, twice.execute());
    assertEquals(1, twice.execute());
    assertSame(pipeline, typed.untyped());
    typed.close();
    assertEquals("close session", EchoEngine.EVENTS.get(EchoEngine.EVENTS.size() - 1));
  }

  @Test
  void isTheWholeOfItsPipeline() {
    Chain<Integer, Integer> chain = Chain.of((Integer x) -> x);
    pipeline.add(chain);
    assertThrows(InvalidPipelineException.class, () -> chain.in(pipeline));
  }

  @Test
  void producesFromAList() {
    Chain<Void, TimeUnit> units = Chain.producer(List.of(TimeUnit.DAYS, TimeUnit.HOURS));
    assertTrue(new Pipeline().add(units).isProducing());
    assertThrows(InvalidPipelineException.class, () -> Chain.producer(List.of(new Object())));
  }

  @Test
  void checksResultsOfWhatHasNoTypes() {
    int sum = 0;
    for (int result : pipeline.results(1, 2).cast(int.class)) {
      sum += result;
    }
    assertEquals(3, sum);
    Results<String> texts = pipeline.results(List.of("a", 2)).cast(String.class);
    assertEquals("a", texts.next());
    ClassCastException e = assertThrows(ClassCastException.class, texts::next);
    assertEquals("result 2 is a java.lang.Integer, not a java.lang.String", e.getMessage());
    texts.close();
  }
}
