package io.conveyor.topology;

import static io.conveyor.topology.Rows.balance;
import static io.conveyor.topology.Rows.fork;
import static io.conveyor.topology.Rows.job;
import static io.conveyor.topology.Rows.join;
import static io.conveyor.topology.Rows.pipe;
import static io.conveyor.topology.Rows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
