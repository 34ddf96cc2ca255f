package io.conveyor.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands that are measured from their start to their end. */
final class Commands {

  private Commands() {}

  /** Returns the top of the repository. */
  static Path root() {
    return Path.of(System.getProperty("benchmarks.root", ".")).toAbsolutePath();
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Returns the command as installed. */
  static String conveyor() {
    return root().resolve("conveyor-launcher/target/distribution/bin/conveyor").toString();
  }

  /** A JVM that runs a class of the benchmarks and nothing else. */
  static List<String> bareJvm(Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    String classes = root().resolve("benchmarks/target/classes").toString();
    command.addAll(List.of(java(), "-Xshare:auto", "-XX:+UseSerialGC", "-cp", classes));
    command.add(main.getName());
    command.addAll(List.of(args));
    return command;
  }

  static double seconds(List<String> command, File output) throws Exception {
    long start = System.nanoTime();
    int code =
        new ProcessBuilder(command)
            .directory(root().toFile())
            // A terminal has no inputs either; behind a pipe there may be any number.
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output)
            .redirectError(Redirect.INHERIT)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException(command + " ended with " + code);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** The same, without a look at its output. */
  static double seconds(List<String> command) throws Exception {
    return seconds(command, new File("/dev/null"));
  }
}
