package io.conveyor.topology;

import static io.conveyor.topology.Rows.balance;
import static io.conveyor.topology.Rows.fork;
import static io.conveyor.topology.Rows.job;
import static io.conveyor.topology.Rows.join;
import static io.conveyor.topology.Rows.pipe;
import static io.conveyor.topology.Rows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.Processor;
import io.conveyor.Stage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How topologies are drawn. */
class DrawingTest {

  private static void assertDrawn(String expected, Rows rows) {
    assertEquals(
        expected.stripTrailing(), rows.wire().toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void drawsNothingAsOneLane() {
    assertDrawn(
        """
        |  input
        |  output
        """,
        new Rows());
  }

  @Test
  void drawsForkAndJoin() {
    assertDrawn(
        """
        |    input
        +-+  row 1  replicating-fork(2)
        o o  row 2  sqrt | cube
        o |  row 3  root | pipe
        +-+  row 5  join(2)
        o    row 6  print
        |    output
        """,
        row(fork(2))
            .then(job("sqrt"), job("cube"))
            .then(job("root"), pipe())
            .then(pipe())
            .then(join(2))
            .then(job("print")));
  }

  @Test
  void countsCopiesAndWorkers() {
    assertDrawn(
        """
        |          input
        +---+      row 1  replicating-fork(2)
        +-+ +-+-+  row 2  replicating-fork(2) | balancing-fork(3, round-robin)
        o o o o o  row 3  a x2 | b (4 workers) x3
        o | o o o  row 4  row4.1 | pipe | a#3 | row4.4 | row4.5
        +-+ +-+-+  row 5  join(2) | join(3)
        |   |      output of 2 lanes
        """,
        nested());
  }

  private static Rows nested() {
    var a = job("a");
    return row(fork(2))
        .then(fork(2), balance(3).roundRobin())
        .then(a, job("b").workers(4))
        .then(job(), pipe(), a, job(), job())
        .then(join(2), join(3));
  }

  @Test
  void keepsLanesInTheirColumnWhileOthersForkAndJoin() {
    assertDrawn(
        """
        |            input
        +---------+  row 1  replicating-fork(2)
        +-+-+-+   |  row 2  replicating-fork(4) | pipe
        +-+-+-+   |  row 3  join(4) | pipe
        +-+-+-+-+ |  row 4  replicating-fork(5) | pipe
        | +-+-+-+ |  row 5  pipe | join(4) | pipe
        +-+-------+  row 6  join(3)
        |            output
        """,
        row(fork(2))
            .then(fork(4), pipe())
            .then(join(4), pipe())
            .then(fork(5), pipe())
            .then(pipe(), join(4), pipe())
            .then(join(3)));
  }

  @Test
  void countsPipesSideBySide() {
    assertDrawn(
        """
        |        input
        +-+-+-+  row 1  replicating-fork(4)
        | | o |  row 2  pipe x2 | a | pipe
        | | | |  output of 4 lanes
        """,
        row(fork(4)).then(pipe(), pipe(), job("a"), pipe()));
  }

  @Test
  void leavesOutTheInputOfAProducer() {
    assertDrawn(
        """
        o  row 1  count
        o  row 2  a
        |  output
        """,
        row(Processor.producer(List.of(1)).name("count")).then(job("a")));
  }

  @Test
  void saysWhatProcessesAProcessorHas() {
    assertDrawn(
        """
        |  input
        o  row 1  spread (shares cpus)
        o  row 2  near (in launcher)
        |  output
        """,
        row(job("spread").stateless()).then(job("near").inLauncher()));
  }

  @Test
  void alignsWordsOverTenRows() {
    Rows rows = new Rows();
    IntStream.rangeClosed(1, 10).forEach(i -> rows.then(job("p" + i)));
    List<String> lines = rows.wire().toString().lines().toList();
    assertEquals("o  row 9   p9", lines.get(9));
    assertEquals("o  row 10  p10", lines.get(10));
  }

  @Test
  void continuesManyWordsBelow() {
    assertDrawn(
        """
        |        input
        +-+-+-+  row 1  replicating-fork(4)
        o o o o  row 2  first-of-these-long-names | second-of-these-long-names |
        | | | |         third-of-these-long-names | fourth-of-these-long-names
        +-+-+-+  row 3  join(4)
        |        output
        """,
        row(fork(4))
            .then(
                job("first-of-these-long-names"),
                job("second-of-these-long-names"),
                job("third-of-these-long-names"),
                job("fourth-of-these-long-names"))
            .then(join(4)));
  }

  @Test
  void foldsManyLanesThatLookTheSame() {
    assertDrawn(
        """
        |                    input
        +---------+          row 1  replicating-fork(2)
        +-+-...-+ +-+-...-+  row 2  balancing-fork(5) | balancing-fork(100)
        o o ... o o o ... o  row 3  a x5 | b x100
        +-+-...-+ +-+-...-+  row 4  join(5) | join(100)
        +---------+          row 5  join(2)
        |                    output
        """,
        row(fork(2))
            .then(balance(5), balance(100))
            .then(job("a"), job("b"))
            .then(join(5), join(100))
            .then(join(2)));
  }

  @Test
  void cutsOffMoreLanesThanFit() {
    assertDrawn(
        """
        |                        input
        +-----+-----+-----+-...  row 1  replicating-fork(20)
        +-+-+ +-+-+ +-+-+ +-...  row 2  replicating-fork(3) x20
        o o o o o o o o o o ...  row 3  a x60
        +-+-+-+-+-+-+-+-+-+-...  row 4  join(60)
        |                        output
        """,
        row(fork(20)).then(fork(3)).then(job("a")).then(join(60)));
  }

  @Test
  void keepsToTheWidthOfATerminal() {
    Rows rows = row(fork(5)).then(balance(20)).then(job("first").workers(100)).then(join(100));
    IntStream.range(0, 40).forEach(i -> rows.then(job("stage-" + i).workers(100)));
    Stage[] wide =
        IntStream.range(0, 20)
            .mapToObj(i -> job("a-name-of-thirty-characters-" + i).workers(100))
            .toArray(Stage[]::new);
    List<String> lines =
        rows.then(fork(20)).then(wide).then(join(20)).wire().toString().lines().toList();
    assertEquals(List.of(), lines.stream().filter(line -> line.length() > 80).toList());
    assertEquals(2 + 4 + 40 + 2 + wide.length, lines.size());
  }
}
