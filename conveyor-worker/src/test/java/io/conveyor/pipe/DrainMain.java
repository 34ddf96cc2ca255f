package io.conveyor.pipe;

import io.conveyor.bell.Doorbell;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads all there is, and says that it has begun. */
final class DrainMain {

  private DrainMain() {}

  public static void main(String[] args) throws Exception {
    ChildJvm.endWithParent();
    Path directory = Path.of(args[0]);
    try (Doorbell bell = Doorbell.open(directory, directory, 1, 2);
        PipeReader in = Pipes.openReader(EchoMain.pipe(directory, 0, 1), 0, 0, bell, -1)) {
      while (true) {
        if (!in.poll(Integer.MAX_VALUE)) {
          bell.await(Doorbell.Reason.INPUT, in::hasInput, Long.MAX_VALUE);
        } else if (in.isEndOfRun()) {
          break;
        } else {
          if (in.sequence() == 0) {
            Files.createFile(directory.resolve("ready"));
            bell.ring(0, Doorbell.Reason.ROOM);
          }
          in.acknowledge(in.sequence() + in.count());
        }
      }
    }
  }
}
