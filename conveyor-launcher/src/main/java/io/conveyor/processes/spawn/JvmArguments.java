package io.conveyor.processes.spawn;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Processor;
import io.conveyor.mapped.Limits;
import io.conveyor.mapped.Room;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.spi.Refusal;
import io.conveyor.spi.Refusals;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which arguments a JVM takes. There is no list of them, so a JVM is asked for its version with
 * those that a stage gives; but not with those that would have it load agents or the user's
 * classes.
 */
public final class JvmArguments {

  private static final Pattern SHORT = Pattern.compile("(?i)could not (?:reserve|allocate)");

  private static final long LONGEST_SECONDS = 30;

  /** They are taken whatever they say, or run code of somebody's. */
  private static final Pattern NOT_TRIED =
      Pattern.compile(
          "(-D|-agent|-javaagent:|-Xrun|-Xbootclasspath|-XX:(OnError|OnOutOfMemoryError)|--).*");

  private static final Pattern AGENT =
      Pattern.compile("-(javaagent|agentpath):(?<file>[^=]+)(=.*)?");

  /** What a process ends with that a signal ends is larger. */
  private static final int MOST_OWN_EXIT = 128;

  /** What a JVM may say besides. */
  private static final Pattern NOISE =
      Pattern.compile("(NOTE:|Picked up|Error occurred during|OpenJDK .*warning).*");

  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

  /** By the arguments: a pipeline is looked at more than once. */
  private static final Map<List<String>, String> ANSWERS = new ConcurrentHashMap<>();

  private JvmArguments() {}

  /** Returns a refusal for each stage whose arguments no JVM starts with. Starts nothing else. */
  public static List<Refusal> refusals(PipelineDefinition pipeline) {
    return new Refusals(pipeline)
        .ofStages(
            "jvm-args",
            stage -> !tried(stage).isEmpty() && !problem(stage).isEmpty(),
            stage -> "no JVM starts with %s: %s".formatted(stage.jvmArgs(), problem(stage)),
            stage -> "")
        .ofStages(
            "jvm-args",
            stage -> missingAgents(stage).findAny().isPresent(),
            stage -> "there is no agent " + missingAgents(stage).collect(Collectors.joining(", ")),
            stage -> "")
        .list();
  }

  /** Returns the collector of a stage's workers, as an argument, unless the stage chooses one. */
  static List<String> collector(Processor stage) {
    return stage.jvmArgs().stream().anyMatch(COLLECTOR.asMatchPredicate())
        ? List.of()
        : List.of("-XX:+UseSerialGC");
  }

  private static List<String> tried(Processor stage) {
    return stage.jvmArgs().stream().filter(arg -> !NOT_TRIED.matcher(arg).matches()).toList();
  }

  private static Stream<String> missingAgents(Processor stage) {
    return stage.jvmArgs().stream()
        .map(AGENT::matcher)
        .filter(Matcher::matches)
        .map(agent -> agent.group("file"))
        .filter(file -> Files.notExists(Path.of(file)));
  }

  private static String problem(Processor stage) {
    List<String> arguments = new ArrayList<>(collector(stage));
    if (stage.heap() != null) {
      arguments.add("-Xmx" + stage.heap());
    }
    arguments.addAll(tried(stage));
    return ANSWERS.computeIfAbsent(arguments, JvmArguments::ask);
  }

  private static String ask(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    command.add("-version");
    try {
      Process java =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      try {
        return answer(java);
      } finally {
        java.destroyForcibly();
      }
    } catch (IOException e) {
      return Room.isShort(e) ? "" : String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConveyorException(Category.INTERRUPTED, "interrupted while a JVM was asked", e);
    }
  }

  /**
   * Where memory is limited, that is no fault of the arguments: workers will say what they lack.
   */
  private static boolean isShort(String why) {
    return Limits.isAddressSpaceLimited() && SHORT.matcher(why).find();
  }

  /** Returns why a JVM did not start; empty if it did, or was ended before it could say so. */
  static String answer(Process java) throws IOException, InterruptedException {
    List<String> said;
    try (var out = java.inputReader(Charset.defaultCharset())) {
      said = out.lines().limit(100).filter(line -> !NOISE.matcher(line).matches()).toList();
    }
    boolean ended = java.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
    if (!ended || java.exitValue() == 0 || java.exitValue() > MOST_OWN_EXIT) {
      return "";
    }
    String why = said.isEmpty() ? "exit code " + java.exitValue() : said.get(0);
    return isShort(why) ? "" : why;
  }
}
