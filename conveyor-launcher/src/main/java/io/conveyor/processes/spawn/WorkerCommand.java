package io.conveyor.processes.spawn;

import io.conveyor.Processor;
import io.conveyor.face.Face;
import io.conveyor.log.QueueJvmFlags;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.processes.plan.Participant;
import io.conveyor.worker.WorkerMain;
import java.io.File;
import java.io.IOException;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command line of a worker's JVM. The class path goes through an argument file, since it may be
 * longer than a command line can be; so does what users give.
 */
public final class WorkerCommand {

  /**
   * A method is compiled when it has been called five times more often than a JVM would wait for:
   * most of what that compiles is called while it starts, and never again. Loops are compiled as
   * ever.
   */
  private static final List<String> COMPILE_LESS =
      List.of(
          "-XX:Tier3InvocationThreshold=1000",
          "-XX:Tier3MinInvocationThreshold=500",
          "-XX:Tier3CompileThreshold=10000");

  private final Path directory;
  private final Path sockets;
  private final ClassArchive archive;
  private final Heaps heaps;

  private WorkerCommand(Path directory, Path sockets, ClassArchive archive, Heaps heaps) {
    this.directory = directory;
    this.sockets = sockets;
    this.archive = archive;
    this.heaps = heaps;
  }

  /**
   * Prepares the commands of a pipeline's workers.
   *
   * @param directory the run directory
   * @param sockets the directory of the run's sockets
   * @param classpath where workers find Conveyor and the jobs
   * @param heaps what heap each gets
   */
  public static WorkerCommand prepare(
      Path directory, Path sockets, List<Path> classpath, Heaps heaps) throws IOException {
    WorkerCommand command =
        new WorkerCommand(directory, sockets, ClassArchive.of(classpath), heaps);
    command.writeArguments();
    return command;
  }

  private void writeArguments() throws IOException {
    String joined =
        String.join(File.pathSeparator, archive.classpath().stream().map(Path::toString).toList());
    write(arguments(), List.of("-cp", joined, Face.current().jvmArgument()));
  }

  /** What users give may hold secrets, and anyone can see command lines. */
  private void addUsers(List<String> command, Participant participant, List<String> arguments)
      throws IOException {
    List<String> plain = arguments.stream().filter(argument -> !isFile(argument)).toList();
    if (!plain.isEmpty()) {
      Path file = directory.resolve("worker-%d.args".formatted(participant.number()));
      write(file, plain);
      command.add("@" + file);
    }
    // A JVM reads such files only if they are named on its command line.
    arguments.stream().filter(WorkerCommand::isFile).forEach(command::add);
  }

  private static boolean isFile(String argument) {
    return argument.startsWith("@");
  }

  private static void write(Path file, List<String> arguments) throws IOException {
    String lines =
        arguments.stream().map(WorkerCommand::quoted).collect(Collectors.joining("\n", "", "\n"));
    PrivateFiles.replace(file, lines.getBytes(StandardCharsets.UTF_8));
  }

  private static String quoted(String argument) {
    String escaped =
        argument
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r");
    return '"' + escaped + '"';
  }

  private Path arguments() {
    return directory.resolve("worker.args");
  }

  /** Returns the command of a worker. */
  public List<String> of(Participant participant, Processor processor) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(heaps.argument(processor));
    command.addAll(archive.flags(participant));
    command.addAll(JvmArguments.collector(processor));
    command.addAll(COMPILE_LESS);
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:-UsePerfData");
    // Else what a JVM warns of would be among the results.
    command.add("-XX:+DisplayVMOutputToStderr");
    command.add("-XX:ErrorFile=" + directory.resolve("hs_err_%p.log"));
    command.addAll(QueueJvmFlags.toOpen());
    Class<?> provider = SelectorProvider.provider().getClass();
    if (provider.getModule().equals(Object.class.getModule())) {
      // Else a JVM looks for others in all jars, at its first socket.
      command.add("-Djava.nio.channels.spi.SelectorProvider=" + provider.getName());
    }
    command.add("-Dorg.slf4j.simpleLogger.log.io.conveyor.worker=" + leastLevel("warn"));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=" + leastLevel("info"));
    command.add("-Dorg.slf4j.simpleLogger.showThreadName=false");
    addUsers(command, participant, processor.jvmArgs());
    command.add("@" + arguments());
    command.add(WorkerMain.class.getName());
    command.add(directory.toString());
    command.add(sockets.toString());
    command.add(Integer.toString(participant.number()));
    return command;
  }

  /** Who wants to read nothing but errors wants so of workers, too. */
  private static String leastLevel(String otherwise) {
    String level = System.getProperty("org.slf4j.simpleLogger.defaultLogLevel");
    return "error".equals(level) ? level : otherwise;
  }
}
