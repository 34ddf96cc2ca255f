package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Workers of each example are killed at random moments, from their start to their end: the example
 * gives its exact result, or says that it cannot and why. A seed is tried again by {@code -Dseed=}.
 */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class ExamplesKilledTest {

  private static final int MOST_KILLS = 3;
  private static final int WANTED_KILLS = 1_000;

  /** How many of the examples a build tries. */
  private static final int SAMPLE = 5;

  /** What is asked of the results of an example. */
  private enum Order {
    /** Line for line. */
    KEPT,
    /** The same lines, as lanes and workers mix. */
    MIXED,
    /** The same lines, of which a job that was killed while it printed may have printed some. */
    PRINTED
  }

  /** The examples; those over HTTP serve their pages from this process. */
  enum Example {
    ADD_N(Order.MIXED, true),
    CRASHING_PARSER(Order.KEPT, false),
    DIFFERENCES(Order.MIXED, false),
    FACTORS(Order.KEPT, false),
    FOURTH_ROOT(Order.PRINTED, false),
    MOST_COMMON_TITLE(Order.KEPT, true),
    PLUS_ONE(Order.KEPT, false),
    PRIMES(Order.KEPT, false),
    SHARED_MEMORY(Order.PRINTED, false),
    TITLES(Order.MIXED, false),
    WORD_COUNT(Order.PRINTED, false);

    private final Order order;

    /** Whether it gathers in local variables, so that a death in the middle of a run fails it. */
    private final boolean refuses;

    Example(Order order, boolean refuses) {
      this.order = order;
      this.refuses = refuses;
    }

    String file() {
      String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
      return Command.ROOT.resolve("examples").resolve(name + ".yaml").toString();
    }

    String input(@Nullable Pages pages) {
      return switch (this) {
        case CRASHING_PARSER -> lines(IntStream.rangeClosed(2_400, 2_600));
        case MOST_COMMON_TITLE, TITLES ->
            String.join("\n", Objects.requireNonNull(pages).addresses());
        case PLUS_ONE -> lines(IntStream.range(0, 20_000));
        case WORD_COUNT ->
            IntStream.range(0, 20_000)
                .mapToObj(i -> "w" + i % 10 + " all")
                .collect(Collectors.joining("\n"));
        default -> "";
      };
    }

    private static String lines(IntStream numbers) {
      return numbers.mapToObj(Integer::toString).collect(Collectors.joining("\n"));
    }

    private List<String> arranged(List<String> lines) {
      UnaryOperator<Stream<String>> arranging =
          switch (order) {
            case KEPT -> UnaryOperator.identity();
            case MIXED -> all -> all.sorted();
            case PRINTED -> all -> new TreeSet<>(all.toList()).stream();
          };
      return arranging.apply(lines.stream()).toList();
    }
  }

  /** Now and then an example is over before anything is killed. */
  private static final int MOST_TRIES = 5;

  private final Map<Example, Undisturbed> undisturbed = new EnumMap<>(Example.class);
  @TempDir private Path scratch;
  private long seed;

  @BeforeEach
  void choose() {
    seed = Long.getLong("seed", System.nanoTime());
  }

  private Command.Outcome run(Example example, Pages pages) throws IOException {
    Path letters = Files.createTempDirectory(scratch, "letters");
    return InProcess.run(
        example.input(pages), "run", example.file(), "--set=dead-letters=" + letters);
  }

  /** Others each time, for a kill has countless moments, and a build has minutes. */
  @Test
  void someGiveTheirExactResultOrSayWhyNot() throws Exception {
    List<Example> examples = new ArrayList<>(List.of(Example.values()));
    Collections.shuffle(examples, new Random(seed));
    for (Example example : examples.subList(0, SAMPLE)) {
      int kills = 0;
      for (int i = 0; i < MOST_TRIES && kills == 0; i++) {
        kills += kill(example, new Random(seed + i));
      }
      assertTrue(kills > 0, "nobody was killed in " + example + ", seed " + seed);
    }
  }

  @Tag("slow")
  @Test
  @Timeout(value = 3, unit = TimeUnit.HOURS)
  void givesItsExactResultOrSaysWhyNotThroughAThousandKills() throws Exception {
    int kills = 0;
    for (int i = 0; kills < WANTED_KILLS; i++) {
      Example example = Example.values()[i % Example.values().length];
      kills += kill(example, new Random(seed + i));
      System.out.printf("seed %d + %d: %s, %d kills so far%n", seed, i, example, kills);
    }
  }

  /** What an example gives if nobody is killed, and how long that takes. */
  private record Undisturbed(List<String> lines, long nanos) {}

  private Undisturbed undisturbed(Example example, Pages pages) throws IOException {
    Undisturbed known = undisturbed.get(example);
    if (known == null) {
      long began = System.nanoTime();
      Command.Outcome outcome = run(example, pages);
      assertEquals(0, outcome.exitCode(), outcome.errors());
      List<String> lines = outcome.output().lines().toList();
      known = new Undisturbed(lines, System.nanoTime() - began);
      undisturbed.put(example, known);
    }
    return known;
  }

  /** Runs an example while it kills, and compares; returns how often it killed. */
  private int kill(Example example, Random random) throws Exception {
    try (Pages pages = new Pages()) {
      List<String> expected = undisturbed(example, pages).lines();
      long took = undisturbed(example, pages).nanos();
      try (WorkerKiller killer = new WorkerKiller(random, MOST_KILLS, took)) {
        Command.Outcome outcome = run(example, pages);
        int kills = killer.stop();
        String where = "%s, seed %d: %s".formatted(example, seed, outcome.errors());
        if (outcome.exitCode() == 0) {
          List<String> found = outcome.output().lines().toList();
          assertEquals(example.arranged(expected), example.arranged(found), where);
        } else {
          assertTrue(example.refuses && kills > 0, where);
          assertTrue(outcome.errors().contains("died in the middle of the run"), where);
        }
        return kills;
      }
    }
  }

  /** Those whose jobs print, or change shared memory, do so at least once. */
  @Test
  void neverOverspendsAndCountsEachLineAtLeastOnce() throws Exception {
    try (WorkerKiller killer = new WorkerKiller(new Random(seed), MOST_KILLS, 500_000_000)) {
      Path file = Command.ROOT.resolve("examples/budget.yaml");
      Command.Outcome outcome = InProcess.run("", "run", file.toString());
      killer.stop();
      assertEquals(0, outcome.exitCode(), outcome.errors());
      long bought = outcome.output().lines().filter("bought for 30"::equals).count();
      assertTrue(bought <= 3, outcome.output());
    }
  }

  /** The launcher is killed with all its workers, until the same command ends the run. */
  @ParameterizedTest
  @EnumSource(
      value = Example.class,
      names = {"DIFFERENCES", "PLUS_ONE", "WORD_COUNT"})
  void givesItsExactResultOverTheDeathsOfItsLauncher(Example example) throws Exception {
    Random random = new Random(seed);
    Command.Outcome undisturbed = command(example, "expected").run();
    assertEquals(0, undisturbed.exitCode(), undisturbed.errors());
    List<String> expected = undisturbed.output().lines().toList();
    Path output = scratch.resolve("output");
    for (int deaths = 0; deaths < 3; deaths++) {
      Process launcher = command(example, "run").and("--output", output.toString()).start();
      drain(launcher);
      launcher.waitFor(random.nextInt(2_500), TimeUnit.MILLISECONDS);
      List<ProcessHandle> all =
          Stream.concat(launcher.descendants(), Stream.of(launcher.toHandle()))
              .sorted(Comparator.comparing(ProcessHandle::pid))
              .toList();
      all.forEach(ProcessHandle::destroyForcibly);
      launcher.waitFor();
    }
    Command.Outcome last = command(example, "run").and("--output", output.toString()).run();
    assertEquals(0, last.exitCode(), last.errors());
    List<String> found = new ArrayList<>(last.output().lines().toList());
    if (Files.exists(output)) {
      found.addAll(Files.readAllLines(output));
    }
    assertEquals(example.arranged(expected), example.arranged(found), "seed " + seed);
  }

  private Command command(Example example, String directory) throws IOException {
    Path input = scratch.resolve("input");
    if (!Files.exists(input)) {
      Files.writeString(input, example.input(null));
    }
    Command command =
        Command.conveyor("run", example.file(), "--dir", scratch.resolve(directory).toString());
    return example.input(null).isEmpty() ? command : command.and("--input", input.toString());
  }

  private static void drain(Process process) {
    for (var stream : List.of(process.getInputStream(), process.getErrorStream())) {
      Thread reading =
          new Thread(
              () -> {
                try (stream) {
                  stream.readAllBytes();
                } catch (IOException e) {
                  // It was killed.
                }
              });
      reading.setDaemon(true);
      reading.start();
    }
  }
}
