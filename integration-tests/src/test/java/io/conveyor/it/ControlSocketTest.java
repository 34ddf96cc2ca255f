package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.codec.BlockCodec;
import io.conveyor.control.ControlLink;
import io.conveyor.control.Frame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who is no worker finds the socket that workers report to. */
@ExtendWith(LeavesNothingBehind.class)
class ControlSocketTest {

  private static final int PARTIES = 5;

  @TempDir private Path parent;

  private Path runDirectory() throws Exception {
    try (Stream<Path> found = Files.list(parent)) {
      return found.findFirst().orElseThrow();
    }
  }

  @Test
  @ExpectedErrors("a link is refused")
  void refusesWhoeverIsNotTheProcessThatWasStartedAndKeepsTheOneThatWas() throws Exception {
    Pipeline pipeline =
        new Pipeline()
            .processes(processes -> processes.directory(parent))
            .add(new Processor(Jobs::plusOne))
            .add(new Processor(Jobs::plusOne).workers(2).ordered());
    String codec =
        BlockCodec.create(
                getClass().getClassLoader(), (int) pipeline.settings().largestBlockBytes())
            .fingerprint();
    try (pipeline) {
      pipeline.open();
      for (int party = 0; party < PARTIES; party++) {
        try (ControlLink link = ControlLink.connect(runDirectory())) {
          link.send(new Frame.Hello(Frame.PROTOCOL, party, ProcessHandle.current().pid(), codec));
          assertNull(link.receive(), "the link is closed");
        }
      }
      assertEquals(0, pipeline.run(List.of(1, 2, 3)).restarts());
      assertEquals(5, pipeline.<Integer>execute(List.of(1, 2, 3)));
    }
  }
}
