package io.conveyor.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.processes.measure.Interval;
import io.conveyor.processes.measure.Loads;
import io.conveyor.processes.measure.Sample.State;
import io.conveyor.verdict.Judge;
import io.conveyor.verdict.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keys choose what a screen shows of a run, however large that is. */
class TopViewTest {

  private static final int HEIGHT = 24;

  private final TopView view = new TopView(false);
  private Interval shown = Samples.second(List.of("parse", "price", "store"), 2, State.RUNNING);

  private List<String> lines() {
    Verdict verdict = Judge.verdict(Loads.of(shown));
    return view.page(Samples.card("orders"), shown, verdict, HEIGHT).lines();
  }

  /** The first words of all rows. */
  private List<String> names() {
    return lines().subList(3, HEIGHT - 2).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(line -> line.split(" ")[0])
        .toList();
  }

  private void press(String... keys) {
    for (String key : keys) {
      assertFalse(view.take(key), key);
    }
  }

  @Test
  void showsTheRunItsStagesAndTheVerdict() {
    List<String> lines = lines();
    assertEquals(HEIGHT, lines.size());
    assertEquals(
        "orders  running  pid 8887  0:01:01  in 1,000 (1,000/s)  out 900 (900/s)  cores 0.00 of 4",
        lines.get(0));
    assertTrue(lines.get(2).startsWith("  stage  workers  in/s  out/s  waiting  fill  busy"));
    assertEquals(List.of("parse", "price", "store"), names());
    assertTrue(
        lines.get(4).matches(" +price +2 +21.0 +21.0 +12 +25% +50% +0% +0% +- +- +0.00 +120 MB .*"),
        lines.get(4));
    assertEquals("nothing holds the run back for long", lines.get(HEIGHT - 2));
    assertEquals("q quit   h help", lines.get(HEIGHT - 1));
  }

  @Test
  void sortsByAColumnAndInTheOtherDirection() {
    press(">", ">", ">");
    assertEquals(List.of("store", "price", "parse"), names());
    assertTrue(lines().get(HEIGHT - 1).endsWith("by in/s"));
    press("r");
    assertEquals(List.of("parse", "price", "store"), names());
    press("o", "r");
    assertEquals(List.of("store", "price", "parse"), names());
    press("o", "<", "<");
    assertTrue(lines().get(HEIGHT - 1).endsWith("by dead"));
  }

  @Test
  void showsOnlyWhatIsLookedFor() {
    press("/", "P", "r", "x", TopKeys.BACKSPACE, "i");
    assertEquals("filter: Pri_", lines().get(HEIGHT - 1));
    assertEquals(List.of("price"), names());
    press(TopKeys.ENTER);
    assertTrue(lines().get(HEIGHT - 1).endsWith("only Pri"));
    press(TopKeys.ESCAPE);
    assertEquals(3, names().size());
    press("/", "q", TopKeys.ESCAPE);
    assertEquals(3, names().size());
  }

  @Test
  void showsEachWorker() {
    press("w");
    assertEquals(
        List.of("parse/0", "parse/1", "price/0", "price/1", "store/0", "store/1"), names());
    assertTrue(lines().get(2).startsWith("  stage    pid "), lines().get(2));
  }

  @Test
  void scrollsThroughFortyStagesAndAHundredWorkers() {
    List<String> stages = IntStream.range(0, 40).mapToObj(i -> "stage-%02d".formatted(i)).toList();
    shown = Samples.second(stages, 3, State.RUNNING);
    assertEquals(stages.subList(0, HEIGHT - 5), names());
    press(TopKeys.DOWN, "j");
    assertEquals(stages.subList(2, 2 + HEIGHT - 5), names());
    press(TopKeys.PAGE_DOWN, TopKeys.PAGE_DOWN, TopKeys.PAGE_DOWN);
    assertEquals(stages.subList(40 - HEIGHT + 5, 40), names());
    assertTrue(lines().get(HEIGHT - 1).endsWith("22 to 40 of 40"), lines().get(HEIGHT - 1));
    press("w");
    press(TopKeys.END);
    assertEquals("stage-39/2", names().get(HEIGHT - 6));
    press(TopKeys.HOME, TopKeys.UP);
    assertEquals("stage-00/0", names().get(0));
  }

  @Test
  void showsOtherColumnsBesideTheNames() {
    press(TopKeys.RIGHT, TopKeys.RIGHT);
    assertTrue(lines().get(2).startsWith("  stage  out/s"), lines().get(2));
    press(TopKeys.LEFT, TopKeys.LEFT, TopKeys.LEFT);
    assertTrue(lines().get(2).startsWith("  stage  workers"), lines().get(2));
  }

  @Test
  void helpsAndEnds() {
    press("h");
    assertTrue(String.join("\n", lines()).contains("show only stages whose names contain"));
    press("h", "p");
    assertTrue(view.isPaused());
    assertTrue(view.take("q"));
    assertTrue(view.take(TopKeys.END_OF_INPUT));
  }

  @Test
  void saysHowTheRunHasEnded() {
    shown = Samples.second(List.of("parse"), 1, State.COMPLETED);
    assertEquals("run 'orders' is completed: 1,000 in, 900 out", lines().get(HEIGHT - 2));
    shown = Samples.second(List.of("parse"), 1, State.KILLED);
    assertTrue(lines().get(HEIGHT - 2).contains("its launcher is gone"), lines().get(HEIGHT - 2));
  }

  @Test
  void showsNoNameThatATerminalWouldObey() {
    shown = Samples.second(List.of("\u001b[2Jgone\u202e"), 1, State.RUNNING);
    assertEquals(List.of("\\u001b[2Jgone\\u202e"), names());
    assertTrue(
        TopHead.line(Samples.card("\u001b]0;x\u0007"), shown).startsWith("\\u001b]0;x\\u0007 "));
  }

  @Test
  void fitsATerminalOfAnyHeight() {
    for (int height = 1; height < 12; height++) {
      assertEquals(
          height,
          view.page(Samples.card("orders"), shown, Judge.verdict(Loads.of(shown)), height)
              .lines()
              .size());
    }
  }
}
