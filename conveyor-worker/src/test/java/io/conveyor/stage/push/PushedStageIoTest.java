package io.conveyor.stage.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.conveyor.ConveyorException;
import io.conveyor.Job;
import io.conveyor.OnError;
import io.conveyor.StreamJob;
import io.conveyor.Task;
import io.conveyor.stage.Backoff;
import io.conveyor.stage.Batch;
import io.conveyor.stage.StageContext;
import io.conveyor.stage.StageRules;
import io.conveyor.stage.StageTask;
import io.conveyor.stage.intake.Intake;
import io.conveyor.stage.state.Keeping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A carrier of a few lines, such as a further engine would have. */
class PushedStageIoTest {

  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(1), 1);
  private static final StageRules SKIPS =
      new StageRules(OnError.SKIP, 1, BACKOFF, false, Keeping.NONE, 0, 1, false, Intake.ANY);
  private static final StageRules PAIRS =
      new StageRules(OnError.FAIL, 0, BACKOFF, false, Keeping.NONE, 2, 2, false, Intake.ANY);

  private final List<String> events = new ArrayList<>();
  private final Carrier carrier = new Carrier();
  private final StageContext context =
      new StageContext(
          "stage",
          0,
          1,
          () -> {
            throw new IllegalStateException();
          });
  private long pushed;

  /** Pushes one block at a time, and notes what becomes of it. */
  private final class Carrier extends PushedStageIo {
    private final List<Object> emitted = new ArrayList<>();
    private boolean failed;

    @Override
    public void emit(Object result) {
      emitted.add(result);
    }

    @Override
    public boolean isDue() {
      return !emitted.isEmpty();
    }

    @Override
    public void commit() {
      emitted.forEach(result -> events.add("out " + result));
      emitted.clear();
    }

    @Override
    public boolean isDropped() {
      return failed;
    }

    @Override
    public void retrying(int retry) {
      events.add("try " + retry);
    }

    @Override
    public void skip() {
      events.add("skip");
    }

    @Override
    public void deadLetter(Object block, int tries, @Nullable Throwable thrown) {
      events.add("dead letter " + block);
    }

    @Override
    protected void failed(ConveyorException failure) {
      failed = true;
      events.add("failed " + failure.getMessage());
    }
  }

  private record One(long sequence, Object block) implements Batch {

    @Override
    public int origin() {
      return 3;
    }

    @Override
    public int count() {
      return 1;
    }

    @Override
    public long runStart() {
      return 0;
    }

    @Override
    public Object next() {
      return block;
    }

    @Override
    public Object again(long number) {
      return block;
    }
  }

  private void carry(Task task, StageRules rules) {
    carrier.carry(new StageTask(task, context, rules));
  }

  private void push(Object block) {
    events.add("in " + block);
    carrier.push(new One(pushed++, block));
  }

  @Test
  void runsAJobOnTheThreadThatPushes() {
    Thread here = Thread.currentThread();
    carry(
        (Job<Object, Object>) block -> Thread.currentThread() == here ? block : "elsewhere", SKIPS);
    push("a");
    push("b");
    carrier.endInputs();
    assertEquals(List.of("in a", "out a", "in b", "out b"), events);
  }

  @Test
  void givesTheTurnBackWhenAStreamJobAsksForMore() {
    StreamJob<String, String> job =
        blocks -> Stream.concat(blocks.filter(block -> !block.equals("b")), Stream.of("last"));
    carry(job, StageRules.PLAIN);
    push("a");
    push("b");
    push("c");
    events.add("end");
    carrier.endInputs();
    assertEquals(List.of("in a", "out a", "in b", "in c", "out c", "end", "out last"), events);
  }

  @Test
  void gathersWindows() {
    carry((Job<Object, Object>) block -> block, PAIRS);
    push("a");
    push("b");
    push("c");
    carrier.endInputs();
    assertEquals(List.of("in a", "in b", "out [a, b]", "in c"), events);
  }

  @Test
  void reportsABlockThatTakesLongAndNoPauseBetweenTwo() {
    LongBlocks blocks = new LongBlocks(List.of(context));
    carry(
        (Job<Object, Object>)
            block -> {
              for (int look = 0; look <= (int) block; look++) {
                String report = blocks.look();
                events.add(report == null ? "" : report);
              }
              return block;
            },
        SKIPS);
    for (int block : new int[] {29, 130, 31}) {
      blocks.pass();
      push(block);
      blocks.pass();
      for (int look = 0; look < 100; look++) {
        assertNull(blocks.look(), "between blocks");
      }
    }
    blocks.close();
    events.removeIf(event -> !event.startsWith("stage"));
    assertEquals(
        List.of(
            "stage 'stage': block 3:1 has been the current block for 30 s",
            "stage 'stage': block 3:1 has been the current block for 60 s",
            "stage 'stage': block 3:1 has been the current block for 120 s",
            "stage 'stage': block 3:2 has been the current block for 30 s"),
        events);
  }

  @Test
  void triesAgainAndSkips() {
    carry(
        (Job<Object, Object>)
            block -> {
              throw new IllegalStateException("never");
            },
        SKIPS);
    push("a");
    carrier.endInputs();
    assertEquals(List.of("in a", "try 1", "try 0", "skip"), events);
  }

  @Test
  void commitsWhatWasDoneBeforeAFailure() {
    StreamJob<String, String> job =
        blocks -> Stream.concat(Stream.of("first"), blocks.map(block -> block.substring(9)));
    carry(job, StageRules.PLAIN);
    push("a");
    carrier.endInputs();
    assertEquals(List.of("in a", "out first"), events.subList(0, 2));
    assertEquals(3, events.size(), events::toString);
    assertEquals(true, events.get(2).startsWith("failed stage 'stage', worker 0, block 3:0"));
  }

  @Test
  void goesThroughAStreamWhileItsBlocksGoOut() {
    Job<Object, Object> job =
        block ->
            Stream.of(1, 2).peek(number -> events.add("made " + number)).map(n -> "" + block + n);
    carry(job, StageRules.PLAIN);
    push("a");
    push("b");
    carrier.endInputs();
    assertEquals(
        List.of(
            "in a", "made 1", "out a1", "made 2", "out a2", "in b", "made 1", "out b1", "made 2",
            "out b2"),
        events);
  }

  @Test
  void givesNothingTwiceWhenAStreamFailsInTheMiddle() {
    int[] tries = {0};
    Job<Object, Object> job =
        block ->
            Stream.of(1, 2, 3)
                .peek(
                    number -> {
                      if (number == 3 && tries[0]++ == 0) {
                        throw new IllegalStateException("three");
                      }
                    });
    carry(job, SKIPS);
    push("a");
    push("b");
    carrier.endInputs();
    assertEquals(
        List.of(
            "in a", "out 1", "out 2", "try 1", "out 3", "try 0", "in b", "out 1", "out 2", "out 3"),
        events);
  }

  @Test
  void flattensCollectionsAndArraysOnlyIfAsked() {
    Job<Object, Object> same = block -> block;
    carry(
        same,
        new StageRules(OnError.FAIL, 0, BACKOFF, false, Keeping.NONE, 0, 1, true, Intake.ANY));
    push(List.of(1, 2));
    push(new int[] {3, 4});
    push("a");
    push(Set.of());
    carrier.endInputs();
    assertEquals(
        List.of("out 1", "out 2", "out 3", "out 4", "out a"),
        events.stream().filter(event -> event.startsWith("out")).toList());
  }

  @Test
  void failsForAStreamWithANull() {
    Job<Object, Object> job = block -> Stream.of(1, null);
    carry(job, StageRules.PLAIN);
    push("a");
    carrier.endInputs();
    assertEquals("out 1", events.get(1));
    assertEquals(true, events.get(2).contains("one of the results is null"), events.get(2));
  }
}
