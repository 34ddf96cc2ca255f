package io.conveyor.it.crash;

import java.nio.file.Path;
import java.util.Random;

/** Tries all points of one scenario: takes its name, a directory, a seed and a size. */
public final class CrashPointsMain {

  private CrashPointsMain() {}

  public static void main(String[] args) throws Exception {
    Path scratch = Path.of(args[1]);
    long seed = Long.parseLong(args[2]);
    int size = Integer.parseInt(args[3]);
    CrashPoints points =
        switch (args[0]) {
          case "pipes" -> new CrashPoints(new PipeSteps(size, seed), scratch);
          case "snapshots" -> new CrashPoints(new SealedSteps(false), scratch);
          case "checkpoints" -> new CrashPoints(new CheckpointSteps(), scratch);
          case "sealed files, power" ->
              new LostPages(new SealedSteps(true), scratch, new Random(seed), size);
          case "checkpoints, power" ->
              new LostPages(new CheckpointSteps(), scratch, new Random(seed), size);
          default -> throw new IllegalArgumentException(args[0]);
        };
    points.run();
    System.out.println(points.tried());
  }
}
