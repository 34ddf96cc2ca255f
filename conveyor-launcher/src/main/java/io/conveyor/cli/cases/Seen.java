package io.conveyor.cli.cases;

import io.conveyor.ConveyorException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a case did.
 *
 * @param overdue what is said of one that took too long, of which nothing else is known; else empty
 * @param results what came out
 * @param prints the lines that jobs printed to standard output; only of a case that expects some
 * @param log what else was printed and logged
 * @param failure why it failed, or null if it did not
 * @param skipped how many blocks were skipped
 * @param letters the blocks that became dead letters
 * @param ordered whether results come in the same order each time
 */
record Seen(
    List<String> overdue,
    List<Object> results,
    List<String> prints,
    String log,
    @Nullable ConveyorException failure,
    long skipped,
    List<Letter> letters,
    boolean ordered) {

  /** Returns what a run did that took too long. */
  static Seen overdue(List<String> said, String log) {
    return new Seen(said, List.of(), List.of(), log, null, 0, List.of(), false);
  }

  /**
   * A dead letter.
   *
   * @param stage where it could not be done
   * @param block the block
   * @param reason why
   */
  record Letter(String stage, Cell block, String reason) {

    String text() {
      return "stage '%s', %s: %s".formatted(stage, block.text(), reason);
    }
  }
}
