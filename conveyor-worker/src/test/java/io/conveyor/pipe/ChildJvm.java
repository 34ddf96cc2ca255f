package io.conveyor.pipe;

import io.conveyor.log.QueueJvmFlags;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that runs a main class of the tests. It ends when this one does. */
final class ChildJvm implements AutoCloseable {

  private final Path log;
  private final Process process;

  private ChildJvm(Path log, Process process) {
    this.log = log;
    this.process = process;
  }

  static ChildJvm start(Path logs, Class<?> main, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(QueueJvmFlags.list());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-Xmx256m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
    command.addAll(List.of(System.getProperty("child.jvm", "-XX:TieredStopAtLevel=1").split(" ")));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    try {
      Path log = Files.createTempFile(logs, main.getSimpleName(), ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ChildJvm(log, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the child: halts as soon as the parent is gone. */
  static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try (InputStream parent = System.in) {
                parent.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } finally {
                Runtime.getRuntime().halt(99);
              }
            });
    watch.setDaemon(true);
    watch.start();
  }

  /** Waits for the child to end by itself, and fails unless it did so with 0. */
  void awaitSuccess() throws Exception {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("child does not end: " + output());
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("child ended with " + process.exitValue() + ": " + output());
    }
  }

  String output() throws IOException {
    return Files.readString(log);
  }

  /** Sends SIGKILL, and waits for the end. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
