package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.codec.BlockCodec;
import io.conveyor.control.ControlLink;
import io.conveyor.control.Frame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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

  private static long controlThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains("control link"))
        .count();
  }

  @Test
  void keepsFewLinksOfThoseWhoDoNotSayWhoTheyAre() throws Exception {
    Pipeline pipeline =
        new Pipeline()
            .processes(processes -> processes.directory(parent))
            .add(new Processor(Jobs::plusOne));
    List<ControlLink> strangers = new ArrayList<>();
    try (Pipeline opened = pipeline.open()) {
      for (int i = 0; i < 300; i++) {
        strangers.add(ControlLink.connect(runDirectory()));
      }
      assertNull(strangers.get(0).receive(), "the oldest makes room");
      Eventually.until(
          "few threads", () -> controlThreads() < 40, () -> controlThreads() + " threads");
      assertEquals(3, opened.<Integer>execute(2));
    } finally {
      for (ControlLink link : strangers) {
        link.close();
      }
    }
  }

  @Test
  void socketsAreTheirOwnersAlone() throws Exception {
    Pipeline pipeline =
        new Pipeline()
            .processes(processes -> processes.directory(parent))
            .add(new Processor(Jobs::plusOne));
    try (Pipeline opened = pipeline.open();
        Stream<Path> files = Files.list(runDirectory())) {
      assertTrue(opened.isOpen());
      List<Path> sockets =
          files.filter(file -> !Files.isRegularFile(file) && !Files.isDirectory(file)).toList();
      assertTrue(sockets.size() >= 3, sockets::toString);
      for (Path socket : sockets) {
        assertEquals(
            "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)),
            socket::toString);
      }
    }
  }

  @Test
  @ExpectedErrors("a link is refused")
  void refusesProcessesThatWereNotStartedAndKeepsTheOneThatWas() throws Exception {
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
