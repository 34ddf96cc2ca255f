package io.conveyor.cli.top;

import io.conveyor.cli.terminal.Controls;
import io.conveyor.processes.registry.KnownRun;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several runs, of which keys choose one. */
final class TopRuns implements TopShown {

  private final List<KnownRun> runs;
  private int at;
  private @Nullable KnownRun chosen;

  TopRuns(List<KnownRun> runs) {
    this.runs = runs;
  }

  /** Returns the run that was chosen; null as long as none is. */
  @Nullable KnownRun chosen() {
    return chosen;
  }

  @Override
  public boolean take(String key) {
    switch (key) {
      case "q", TopKeys.ESCAPE, TopKeys.END_OF_INPUT -> {
        return true;
      }
      case TopKeys.UP, "k" -> at = Math.max(0, at - 1);
      case TopKeys.DOWN, "j" -> at = Math.min(runs.size() - 1, at + 1);
      case TopKeys.ENTER -> {
        chosen = runs.get(at);
        return true;
      }
      default -> {
        return false;
      }
    }
    return false;
  }

  /** The run that enter would choose is the head. */
  @Override
  public Page page(int width, int height) {
    int visible = Math.max(1, height - 2);
    int first = Math.max(0, at - visible + 1);
    List<String> lines = new ArrayList<>();
    lines.add("which run? up, down, enter; q quits");
    for (KnownRun run : runs.subList(first, Math.min(runs.size(), first + visible))) {
      lines.add(
          "  %s  %s  pid %d  %s"
              .formatted(
                  Controls.name(run.card().pipeline()),
                  run.state(),
                  run.card().pid(),
                  Controls.name(run.card().directory().toString())));
    }
    return new Page(lines, 1 + at - first);
  }
}
