package io.conveyor.topology;

import static io.conveyor.topology.Rows.balance;
import static io.conveyor.topology.Rows.fork;
import static io.conveyor.topology.Rows.job;
import static io.conveyor.topology.Rows.join;
import static io.conveyor.topology.Rows.pipe;
import static io.conveyor.topology.Rows.row;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The design note on wiring shows what is really drawn and said. */
class DesignNoteTest {

  private static final Path NOTE = Path.of("..", "docs", "design", "0001-wiring-rules.md");

  @Test
  void showsDrawings() throws IOException {
    assertShown(
        row(fork(2))
            .then(job("sqrt"), job("cube"))
            .then(job("root"), pipe())
            .then(join(2))
            .then(job("print"))
            .wire()
            .toString());
    assertShown(row(fork(2)).then(fork(4), fork(2)).then(job("a"), job("b")).wire().toString());
  }

  @Test
  void showsWords() throws IOException {
    assertShown(
        row(fork(2))
            .then(fork(4), balance(2))
            .then(job())
            .then(job("a"), job("b"), job("c"))
            .problem());
  }

  private static void assertShown(String text) throws IOException {
    String block = "```text\n" + text.replace(System.lineSeparator(), "\n") + "\n```";
    assertTrue(Files.readString(NOTE).contains(block), () -> "not in " + NOTE + ":\n" + block);
  }
}
