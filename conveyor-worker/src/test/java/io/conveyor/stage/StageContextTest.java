package io.conveyor.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.conveyor.BlockId;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StageContextTest {

  private static final int LOOKS = 3_000_000;

  private final StageContext context =
      new StageContext(
          "stage",
          0,
          1,
          () -> {
            throw new IllegalStateException();
          });

  @Test
  void theBlockIsCurrentUntilItIsLeft() {
    assertNull(context.current());
    context.enter(2, 7);
    assertEquals(new BlockId(2, 7), context.current());
    context.leave();
    assertNull(context.current());
  }

  /** What reports long blocks looks at them from outside. */
  @Test
  void anotherThreadMayLookAsBlocksComeAndGo() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    Thread stage =
        new Thread(
            () -> {
              for (long block = 0; !done.get(); block++) {
                context.enter(1, block);
                context.leave();
              }
            });
    stage.start();
    try {
      for (int look = 0; look < LOOKS; look++) {
        BlockId seen = context.current();
        assertEquals(1, seen == null ? 1 : seen.origin());
      }
    } finally {
      done.set(true);
      stage.join();
    }
  }
}
