package io.conveyor.benchmarks;

import java.util.List;

/** The first thing that anyone does. */
final class Quickstart implements Figure {

  @Override
  public String name() {
    return "quickstart";
  }

  @Override
  public String title() {
    return "conveyor run of examples/fourth-root.yaml (four workers, a source to compile), from the"
        + " command to its exit, with the archive of classes there, against a bare JVM.";
  }

  @Override
  public void measure(int rounds, Sheet sheet) throws Exception {
    List<String> command = List.of(Commands.conveyor(), "run", "examples/fourth-root.yaml");
    Commands.seconds(command);
    for (int round = 0; round < rounds; round++) {
      double run = Commands.seconds(command);
      double bare = Commands.seconds(Commands.bareJvm(Nothing.class));
      sheet.add("conveyor run", "s", run, "bare JVM", bare);
    }
  }

  /** What a bare JVM runs. */
  static final class Nothing {

    private Nothing() {}

    public static void main(String[] args) {
      System.out.println("nothing");
    }
  }
}
