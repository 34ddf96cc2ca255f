package io.conveyor.benchmarks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** Apache Flink as a reference, in a JVM of its own. Its jars are nobody else's. */
final class Flink {

  private static final String ANSWER = "seconds ";

  private Flink() {}

  /**
   * Returns the seconds that so many numbers take through so many maps, behind others that warm it
   * up; nothing if its jars are not there.
   */
  static OptionalDouble seconds(long count, int stages, long warmUp) throws Exception {
    Path classpath = Commands.root().resolve("benchmarks/target/references.classpath");
    if (!Files.isReadable(classpath)) {
      return OptionalDouble.empty();
    }
    Process flink =
        new ProcessBuilder(
                List.of(
                    Commands.java(),
                    "-Xmx2g",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "-cp",
                    Commands.root().resolve("benchmarks/target/test-classes")
                        + ":"
                        + Files.readString(classpath).trim(),
                    "io.conveyor.benchmarks.FlinkMain",
                    Long.toString(count),
                    Integer.toString(stages),
                    Long.toString(warmUp)))
            .redirectError(Redirect.DISCARD)
            .start();
    String printed = new String(flink.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (flink.waitFor() != 0) {
      throw new IOException("Flink ended with " + flink.exitValue() + ": " + printed);
    }
    return printed
        .lines()
        .filter(line -> line.startsWith(ANSWER))
        .mapToDouble(line -> Double.parseDouble(line.substring(ANSWER.length())))
        .findFirst();
  }
}
