package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job keeps in static fields survives its worker, as what it keeps in other fields does. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class StaticStateTest {

  private static final int COUNT = 2_000;

  /** Each block that has a file of its name ends the worker that meets it first. */
  private static final String JOBS =
      """
      import java.nio.file.*;
      import java.util.*;
      import java.util.concurrent.atomic.*;

      public class Jobs {
        static int total;
        static List<Integer> last;
        static final Map<Integer, Integer> COUNTS = new TreeMap<>();
        static final List<Integer> ALL = new ArrayList<>();
        static final int[] SUMS = {0, 0};
        static final AtomicLong CALLS = new AtomicLong(10);
        static final Set<Integer> FIXED = Set.of(1, 2);

        static void die(int n) throws Exception {
          if (Files.deleteIfExists(Path.of("%s", "" + n))) {
            Runtime.getRuntime().halt(9);
          }
        }

        public static String all(int n) throws Exception {
          die(n);
          total += n;
          last = new ArrayList<>(last == null ? List.of() : last);
          last.add(n);
          if (last.size() > 3) last.remove(0);
          COUNTS.merge(n %% 3, 1, Integer::sum);
          ALL.add(n);
          SUMS[n %% 2]++;
          return total + " " + last + " " + COUNTS + " " + ALL.size() + " " + SUMS[0] + " " + SUMS[1]
              + " " + CALLS.incrementAndGet();
        }
      }
      """;

  /** Objects that a final field leads to: of a class of one's own, and of some of the JDK's. */
  private static final String OF_FINALS =
      """
      import java.util.*;
      import java.util.concurrent.atomic.*;

      public class Finals {
        static final class Totals {
          private final Map<Integer, Integer> counts = new TreeMap<>();
          private transient int since;
          private long sum;

          String add(int n) {
            since++;
            counts.merge(n %% 3, 1, Integer::sum);
            return counts + " " + (sum += n);
          }
        }

        interface Step {
          int next();
        }

        static final class Twos implements Step {
          private int last;

          @Override
          public int next() {
            return last += 2;
          }
        }

        static final Totals TOTALS = new Totals();
        static final Totals SAME = TOTALS;
        static final Step STEP = new Twos();
        static final LongAdder LONGS = new LongAdder();
        static final DoubleAdder DOUBLES = new DoubleAdder();
        static final BitSet BITS = new BitSet();
        static final StringBuilder TEXT = new StringBuilder("x");
        static final Random UNUSED = new Random();

        public static String all(int n) throws Exception {
          Jobs.die(n);
          LONGS.add(n);
          DOUBLES.add(n);
          BITS.set(n);
          TEXT.append(n %% 10);
          return TOTALS.add(n) + " " + (SAME == TOTALS) + " " + STEP.next() + " " + LONGS + " "
              + DOUBLES.sum() + " " + BITS.cardinality() + " " + TEXT.length();
        }
      }
      """;

  private static final String OF_OBJECT =
      """
      public class Counter {
        private static int made;
        private int own;

        public String count(int n) throws Exception {
          Jobs.die(n);
          return ++made + " " + ++own;
        }
      }
      """;

  private static final String UNENCODABLE =
      """
      public class Threads {
        private static Thread thread;
        private static int fixed = 3;

        public static int job(int n) throws Exception {
          Jobs.die(n);
          return n * fixed;
        }
      }
      """;

  @TempDir private Path temp;

  @BeforeEach
  void write() throws IOException {
    Path deaths = Files.createDirectory(temp.resolve("deaths"));
    Files.writeString(temp.resolve("Jobs.java"), JOBS.formatted(deaths));
    Files.writeString(temp.resolve("Counter.java"), OF_OBJECT);
    Files.writeString(temp.resolve("Threads.java"), UNENCODABLE);
    Files.writeString(temp.resolve("Finals.java"), OF_FINALS.formatted());
    for (int block : List.of(3, 700, 701, COUNT - 1)) {
      Files.createFile(deaths.resolve("" + block));
    }
  }

  private Command.Outcome run(String command, String stage) throws IOException {
    Path file = temp.resolve("p.yaml");
    Files.writeString(
        file,
        "sources: [Jobs.java, Counter.java, Threads.java, Finals.java]\nstages: [{%s}]\n"
            .formatted(stage));
    String input =
        IntStream.range(0, COUNT).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
    return command.equals("validate")
        ? InProcess.run("", command, file.toString())
        : InProcess.run(input, command, file.toString(), "--input-format=jsonl");
  }

  @Test
  void bringsBackWhatAMethodKeepsInStaticFields() throws Exception {
    Command.Outcome outcome = run("run", "processor: 'Jobs::all'");
    assertEquals(0, outcome.exitCode(), outcome.errors());
    List<String> lines = outcome.output().lines().toList();
    assertEquals(COUNT, lines.size());
    long total = 0;
    int[] counts = new int[3];
    int[] sums = new int[2];
    for (int n = 0; n < COUNT; n++) {
      total += n;
      counts[n % 3]++;
      sums[n % 2]++;
      String last = IntStream.rangeClosed(Math.max(0, n - 2), n).boxed().toList().toString();
      String byKey =
          IntStream.rangeClosed(0, Math.min(2, n))
              .mapToObj(key -> key + "=" + counts[key])
              .collect(Collectors.joining(", ", "{", "}"));
      assertEquals(
          "%d %s %s %d %d %d %d".formatted(total, last, byKey, n + 1, sums[0], sums[1], n + 11),
          lines.get(n));
    }
  }

  @Test
  void bringsBackWhatIsInObjectsOfFinalFields() throws Exception {
    Command.Outcome outcome = run("run", "processor: 'Finals::all'");
    assertEquals(0, outcome.exitCode(), outcome.errors());
    List<String> lines = outcome.output().lines().toList();
    assertEquals(COUNT, lines.size());
    long sum = 0;
    int[] counts = new int[3];
    for (int n = 0; n < COUNT; n++) {
      sum += n;
      counts[n % 3]++;
      String byKey =
          IntStream.rangeClosed(0, Math.min(2, n))
              .mapToObj(key -> key + "=" + counts[key])
              .collect(Collectors.joining(", ", "{", "}"));
      assertEquals(
          "%s %d true %d %d %s %d %d"
              .formatted(byKey, sum, 2 * n + 2, sum, (double) sum, n + 1, n + 2),
          lines.get(n));
    }
  }

  @Test
  void bringsBackStaticFieldsBesideThoseOfTheObject() throws Exception {
    Command.Outcome outcome = run("run", "processor: 'Counter::count'");
    assertEquals(0, outcome.exitCode(), outcome.errors());
    List<String> expected = IntStream.rangeClosed(1, COUNT).mapToObj(n -> n + " " + n).toList();
    assertEquals(expected, outcome.output().lines().toList());
  }

  @Test
  void saysWhichStaticFieldCannotBeKeptAndFailsAtTheDeath() throws Exception {
    String warning = "static Threads.thread (java.lang.Thread) cannot be encoded";
    assertTrue(run("validate", "processor: 'Threads::job'").errors().contains(warning));
    Command.Outcome outcome = run("run", "processor: 'Threads::job'");
    assertEquals(4, outcome.exitCode(), outcome.errors());
    assertTrue(
        outcome.errors().lines().findFirst().orElse("").matches("conveyor: .*p\\.yaml:2:\\d+: .*"),
        outcome.errors());
    assertTrue(outcome.errors().contains(warning), outcome.errors());
  }

  @Test
  void saysThatEachOfSeveralWorkersHasItsOwn() throws Exception {
    Command.Outcome outcome = run("validate", "processor: 'Counter::count', workers: 2");
    assertTrue(outcome.errors().contains("each of its 2 workers has its own"), outcome.errors());
    assertTrue(outcome.errors().contains("static Counter.made (int)"), outcome.errors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"stateless: true, workers: 1", "stateless: true"})
  void isReplacedWhereNoResultDependsOnIt(String settings) throws Exception {
    Command.Outcome outcome = run("run", "processor: 'Threads::job', %s".formatted(settings));
    assertEquals(0, outcome.exitCode(), outcome.errors());
    assertEquals(COUNT, outcome.output().lines().count());
  }
}
