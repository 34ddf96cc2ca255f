package io.conveyor.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What a command takes to its exit, the second time it is given. */
final class CommandTime implements Figure {

  private final String name;
  private final String what;
  private final List<String> arguments;

  /**
   * Names a command.
   *
   * @param name the figure's name
   * @param what the command does, for its title
   * @param arguments of {@code conveyor}
   */
  CommandTime(String name, String what, String... arguments) {
    this.name = name;
    this.what = what;
    this.arguments = List.of(arguments);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return "conveyor %s (%s), from the command to its exit, the second time, against a bare JVM."
        .formatted(String.join(" ", arguments), what);
  }

  @Override
  public void measure(int rounds, Sheet sheet) throws Exception {
    List<String> command = new ArrayList<>(List.of(Commands.conveyor()));
    command.addAll(arguments);
    Commands.seconds(command);
    for (int round = 0; round < rounds; round++) {
      double run = Commands.seconds(command);
      double bare = Commands.seconds(Commands.bareJvm(Nothing.class));
      sheet.add("conveyor " + arguments.get(0), "s", run, "bare JVM", bare);
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
