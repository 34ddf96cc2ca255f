package io.conveyor.it.crash;

import io.conveyor.mapped.PrivateFiles;
import io.conveyor.processes.rundir.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Checkpoints of shared memory, the place of the results, and a state, all from the same step. */
final class CheckpointSteps implements Disturbed {

  private static final int STEPS = 5;
  private static final String RESULTS = "results.dat";
  private static final String STATE = "state-2.dat";
  private static final String MEMORY = "memory.dat";

  private int certain;
  private int begun;

  private static byte[] content(String name, int step) {
    byte[] content = new byte[(name.equals(MEMORY) ? 4096 : 700) + step];
    Arrays.fill(content, (byte) (step + name.length()));
    return content;
  }

  @Override
  public void run(Path directory) throws IOException {
    for (begun = 1; begun <= STEPS; begun++) {
      for (String name : List.of(RESULTS, STATE, MEMORY)) {
        PrivateFiles.replace(directory.resolve(name), content(name, begun));
      }
      Checkpoint.take(directory, begun, List.of(), directory.resolve(MEMORY));
      certain = begun;
    }
  }

  @Override
  public void recover(Path directory) throws IOException {
    Checkpoint last = Checkpoint.last(directory, 0);
    if (last == null) {
      require(certain == 0, "none, though " + certain + " is certain");
      return;
    }
    int number = (int) last.number();
    require(
        number == certain || number == begun, number + " is neither " + certain + " nor " + begun);
    require(last.files().keySet().equals(Map.of(RESULTS, 1, STATE, 1).keySet()), "its files");
    Path memory = directory.resolve("restored");
    last.restore(directory, List.of(), memory);
    for (String name : List.of(RESULTS, STATE)) {
      byte[] found = Files.readAllBytes(directory.resolve(name));
      require(Arrays.equals(content(name, number), found), name + " is of another step");
    }
    require(Arrays.equals(content(MEMORY, number), Files.readAllBytes(memory)), "the memory");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
