package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How long a job may take to open, as one that loads a large model does. */
@ExtendWith(LeavesNothingBehind.class)
class StartTimeoutTest {

  @TempDir private Path temp;

  /** Opens when a file is there. */
  private static final class Loading implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public void open(JobContext context) throws InterruptedException {
      while (!Files.exists(Path.of(System.getenv("LOADED")))) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }

    @Override
    public Integer run(Integer block) {
      return block + 1;
    }
  }

  private Pipeline loading(Duration longest) {
    return new Pipeline()
        .processes(settings -> settings.startTimeout(longest))
        .add(
            new Processor(new Loading())
                .name("model")
                .environment("LOADED", temp.resolve("loaded").toString()));
  }

  @Test
  void isWhatTheSettingSays() throws Exception {
    Pipeline impatient = loading(Duration.ofSeconds(1));
    ConveyorException late = assertThrows(ConveyorException.class, impatient::open);
    assertEquals(Category.START_FAILED, late.category());
    assertTrue(
        late.getMessage().contains("after 1 s, which is startTimeout(...)"), late::getMessage);
    assertTrue(late.getMessage().contains("stage 'model'"), late::getMessage);
    Files.createFile(temp.resolve("loaded"));
    assertEquals(3, loading(Duration.ofMinutes(4)).<Integer>execute(2));
  }
}
