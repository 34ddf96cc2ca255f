package io.conveyor.it.crash;

import io.conveyor.mapped.PrivateFiles;
import io.conveyor.mapped.SealedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file that is replaced again and again, as snapshots are; or forced, as it is with each sync.
 */
final class SealedSteps implements Disturbed {

  private static final long MAGIC = 0x5345414c45440001L;
  private static final int STEPS = 6;
  private static final int BYTES = 3000;

  private final boolean forced;

  /** What was written last for certain, and what is being written. */
  private int certain;

  private int begun;

  SealedSteps(boolean forced) {
    this.forced = forced;
  }

  private static SealedFile file(Path directory) {
    return new SealedFile(directory.resolve("state-1.dat"), MAGIC);
  }

  private static byte[] content(int step) {
    byte[] content = new byte[BYTES + 100 * step];
    Arrays.fill(content, (byte) step);
    return content;
  }

  @Override
  public void run(Path directory) throws IOException {
    for (begun = 1; begun <= STEPS; begun++) {
      byte[] content = content(begun);
      if (forced) {
        file(directory).writeForced(content);
      } else {
        file(directory).write(content, content.length);
      }
      certain = begun;
    }
  }

  @Override
  public void recover(Path directory) throws IOException {
    byte[] found = file(directory).read();
    boolean possible =
        found == null
            ? certain == 0
            : Arrays.equals(found, content(certain)) || Arrays.equals(found, content(begun));
    if (!possible) {
      throw new AssertionError(
          "%d is certain, %d begun, but found is %s"
              .formatted(certain, begun, found == null ? null : found[0] + " * " + found.length));
    }
    byte[] next = content(STEPS + 1);
    file(directory).write(next, next.length);
    if (!Arrays.equals(next, file(directory).read())) {
      throw new AssertionError("cannot be replaced any more");
    }
    PrivateFiles.force(directory.resolve("state-1.dat"));
  }
}
