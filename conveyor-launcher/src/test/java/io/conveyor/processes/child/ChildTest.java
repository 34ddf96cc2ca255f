package io.conveyor.processes.child;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.Pipeline;
import io.conveyor.ProcessSettings;
import io.conveyor.Processor;
import io.conveyor.control.Counters;
import io.conveyor.processes.plan.Participant;
import io.conveyor.processes.plan.Planner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {

  @TempDir private Path directory;

  private Child start(String... command) throws IOException {
    Participant participant =
        Planner.plan(new Pipeline().add(new Processor((Integer block) -> block)).topology())
            .participants()
            .get(0);
    Process process = new ProcessBuilder(command).start();
    Watch watch = new Watch(Counters.create(directory, 3), participant, ProcessSettings.defaults());
    return new Child(
        participant,
        List.of(command),
        process,
        new OutputDrain(process.getInputStream(), () -> System.out, "", () -> {}),
        new OutputDrain(process.getErrorStream(), () -> System.err, "", () -> {}),
        watch);
  }

  /** As where no thread can be had that would report its exit. */
  @Test
  void endsThoughNobodyFollowsIt() throws IOException {
    Child child = start("sh", "-c", "exit 3");
    await().until(child::settle);
    assertEquals(3, child.exitCode());
  }
}
