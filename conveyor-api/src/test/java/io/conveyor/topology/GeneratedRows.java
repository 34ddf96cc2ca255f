package io.conveyor.topology;

import io.conveyor.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes up pipelines that fit, row by row, keeping count of lanes and forks in a model of its own.
 */
final class GeneratedRows {

  private static final int MOST_LANES = 60;

  private final Random random;
  private final List<List<Stage>> rows = new ArrayList<>();

  /** How many lanes there are. */
  private int lanes = 1;

  /** What each open fork leaves; empty when none is open. */
  private List<Integer> forks = List.of();

  private boolean repeated;

  GeneratedRows(Random random) {
    this.random = random;
  }

  static GeneratedRows of(Random random, int count) {
    GeneratedRows generated = new GeneratedRows(random);
    for (int i = 0; i < count; i++) {
      generated.addRow();
    }
    return generated;
  }

  List<List<Stage>> rows() {
    return rows;
  }

  int lanes() {
    return lanes;
  }

  List<Integer> forks() {
    return forks;
  }

  boolean repeated() {
    return repeated;
  }

  List<Stage> last() {
    return rows.get(rows.size() - 1);
  }

  void add(Stage... stages) {
    rows.add(List.of(stages));
  }

  private void addRow() {
    switch (random.nextInt(5)) {
      case 0 ->
          rows.add(Collections.nCopies(random.nextBoolean() ? lanes : divisor(lanes), Rows.pipe()));
      case 1, 2 -> addJobs();
      case 3 -> addForks();
      default -> addJoins();
    }
  }

  private void addJobs() {
    int stages = fittingStages();
    repeated |= stages != lanes && !forks.isEmpty();
    rows.add(withOneSure(stages, Rows::job));
  }

  private void addForks() {
    int stages = fittingStages();
    List<Stage> row = withOneSure(stages, this::fork);
    List<Integer> fanOuts = new ArrayList<>();
    for (int i = 0; i < stages; i++) {
      fanOuts.addAll(Collections.nCopies(runOf(i, stages), row.get(i).lanesOut()));
    }
    if (sum(fanOuts) <= MOST_LANES) {
      rows.add(row);
      forks = fanOuts;
      lanes = sum(fanOuts);
      repeated = false;
    }
  }

  private Stage fork() {
    int lanes = 1 + random.nextInt(4);
    return random.nextBoolean() ? Rows.fork(lanes) : Rows.balance(lanes);
  }

  /** How many stages of one lane each a row may have. */
  private int fittingStages() {
    return random.nextBoolean() ? lanes : divisor(forks.isEmpty() ? lanes : forks.size());
  }

  /** How many copies such a row gets of one of its stages. */
  private int runOf(int stage, int stages) {
    if (stages == lanes || forks.isEmpty()) {
      return lanes / stages;
    }
    int run = forks.size() / stages;
    return sum(forks.subList(stage * run, (stage + 1) * run));
  }

  private void addJoins() {
    if (rows.isEmpty()) {
      return;
    }
    List<Integer> fanIns = repeated ? wholeForks() : parts(divisor(lanes));
    boolean onlyPipes = fanIns.stream().allMatch(n -> n == 1);
    rows.add(
        fanIns.stream().<Stage>map(n -> n > 1 || onlyPipes ? Rows.join(n) : Rows.pipe()).toList());
    lanes = lanes / sum(fanIns) * fanIns.size();
    forks = List.of();
    repeated = false;
  }

  /** Joins that take forks together, one by one, or shared between two. */
  private List<Integer> wholeForks() {
    List<Integer> fanIns = new ArrayList<>();
    int fork = 0;
    while (fork < forks.size()) {
      int together = 1 + random.nextInt(Math.min(3, forks.size() - fork));
      int fanIn = sum(forks.subList(fork, fork + together));
      fanIns.addAll(together == 1 && random.nextBoolean() ? parts(fanIn) : List.of(fanIn));
      fork += together;
    }
    return fanIns;
  }

  private List<Integer> parts(int whole) {
    List<Integer> parts = new ArrayList<>();
    for (int left = whole; left > 0; left -= parts.get(parts.size() - 1)) {
      parts.add(1 + random.nextInt(left));
    }
    return parts;
  }

  private List<Stage> withOneSure(int count, Supplier<Stage> stage) {
    int sure = random.nextInt(count);
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .map(i -> i == sure || random.nextInt(4) > 0 ? stage.get() : Rows.pipe())
        .toList();
  }

  int divisor(int whole) {
    int candidate = 1 + random.nextInt(whole);
    while (whole % candidate != 0) {
      candidate--;
    }
    return candidate;
  }

  static int sum(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sum();
  }
}
