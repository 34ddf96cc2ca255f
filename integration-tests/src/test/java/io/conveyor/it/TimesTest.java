package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.OnError;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.RunHandle;
import io.conveyor.WorkerDiedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each of the settings that are times arrives where it is used; messages say which one it was. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class TimesTest {

  static Integer throwing(Integer block) {
    throw new IllegalStateException("always");
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void retryBackoffIsThePauseBeforeARetry(String engine) {
    try (LoggedLines logged = new LoggedLines()) {
      new Pipeline()
          .engine(engine)
          .add(
              new Processor(TimesTest::throwing)
                  .retries(2)
                  .retryBackoff(Duration.ofMillis(7))
                  .onError(OnError.SKIP)
                  .maxSkipped("100%"))
          .run(List.of(1));
      logged.require("the next one follows in 7 ms");
    }
  }

  /** Leaves a thread behind that does not end. */
  private static final class Leaving implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public void open(JobContext context) {
      new Thread(Leaving::forEver, "left").start();
    }

    private static void forEver() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Integer run(Integer block) {
      return block;
    }
  }

  @Test
  @ExpectedErrors("threads of the job did not end")
  void stopGraceIsSharedWithWhatAJobLeft() {
    try (LoggedLines logged = new LoggedLines()) {
      new Pipeline()
          .processes(settings -> settings.stopGrace(Duration.ofMillis(2_500)))
          .add(new Processor(new Leaving()))
          .run(List.of(1));
      logged.require("threads of the job did not end within 1000 ms: 'left'");
    }
  }

  static Integer dying(Integer block) {
    Runtime.getRuntime().halt(block);
    return block;
  }

  @Test
  void healthyAfterAndRestartBackoffAreOfReplacements() {
    Pipeline pipeline =
        new Pipeline()
            .processes(
                settings ->
                    settings
                        .healthyAfter(Duration.ofHours(2))
                        .restartBackoff(Duration.ofMillis(11)))
            .add(new Processor(TimesTest::dying).restarts(2).retries(9));
    try (LoggedLines logged = new LoggedLines()) {
      WorkerDiedException given =
          assertThrows(WorkerDiedException.class, () -> pipeline.run(List.of(42)));
      assertTrue(
          given.getMessage().contains("3 times without living for healthyAfter(...), 7200 s"),
          given::getMessage);
      logged.require("another one starts in its place in 11 ms");
    }
  }

  static Integer never(Integer block) throws InterruptedException {
    JobContext.current().memory().putIntVolatile(0, 1);
    new CountDownLatch(1).await();
    return block;
  }

  @Test
  void drainTimeoutBoundsWhatIsLeftOfARun() {
    Pipeline pipeline =
        new Pipeline()
            .processes(settings -> settings.drainTimeout(Duration.ofMillis(150)))
            .sharedMemory(64)
            .add(new Processor(TimesTest::never));
    try (LoggedLines logged = new LoggedLines();
        Pipeline opened = pipeline.open();
        RunHandle run = opened.start(List.of(1))) {
      Together.awaitAtLeast(opened.memory(), 0, 1);
      run.cancel();
      run.await();
      assertFalse(opened.isOpen());
      logged.require("within 150 ms, which is drainTimeout(...)");
    }
  }
}
