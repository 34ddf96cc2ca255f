package io.conveyor.cli.top;

import io.conveyor.cli.terminal.Controls;
import io.conveyor.processes.measure.Interval;
import io.conveyor.processes.registry.RunCard;
import io.conveyor.verdict.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What of a run a screen shows: as keys have sorted, filtered and scrolled it. */
final class TopView {

  private static final List<String> HELP =
      List.of(
          "  up, down, page up, page down   scroll",
          "  left, right                    show other columns",
          "  < >                            sort by another column",
          "  r                              reverse the order",
          "  o                              the order of the pipeline again",
          "  /                              show only stages whose names contain what is typed",
          "  w                              a line for each worker, or for each stage",
          "  p                              stand still, or go on",
          "  h                              this help, or the run again",
          "  q                              quit; the run is not touched");

  /** Around the rows: what stands above and below them. */
  private static final int FRAME = 5;

  private static final int UNSORTED = -1;

  /** Further than there are rows, and far from the end of numbers. */
  private static final int FAR = 1 << 30;

  private final TopColumn[] columns = TopColumn.values();
  private int sort = UNSORTED;
  private boolean reversed;
  private boolean workers;
  private boolean paused;
  private boolean help;
  private boolean typing;
  private String filter = "";
  private int scroll;
  private int firstColumn = 1;
  private int visible = 1;
  private int rows;

  /**
   * Creates a view.
   *
   * @param workers whether it shows a line for each worker
   */
  TopView(boolean workers) {
    this.workers = workers;
  }

  boolean isPaused() {
    return paused;
  }

  /** Takes a key; returns whether it asks for the end. */
  boolean take(String key) {
    if (typing) {
      type(key);
      return key.equals(TopKeys.END_OF_INPUT);
    }
    switch (key) {
      case "q", TopKeys.END_OF_INPUT -> {
        return true;
      }
      case "h", "?" -> help = !help;
      case TopKeys.ESCAPE -> escape();
      case "w" -> workers = !workers;
      case "p", " " -> paused = !paused;
      case "/" -> typing = true;
      case "<", ">" -> sortBy(key.equals("<") ? -1 : 1);
      case "r" -> reversed = !reversed;
      case "o" -> {
        sort = UNSORTED;
        reversed = false;
      }
      case TopKeys.LEFT -> firstColumn = Math.max(1, firstColumn - 1);
      case TopKeys.RIGHT -> firstColumn = Math.min(columns.length - 1, firstColumn + 1);
      default -> scroll(key);
    }
    return false;
  }

  private void escape() {
    help = false;
    filter = "";
  }

  private void type(String key) {
    switch (key) {
      case TopKeys.ENTER -> typing = false;
      case TopKeys.ESCAPE -> {
        typing = false;
        filter = "";
      }
      case TopKeys.BACKSPACE -> filter = filter.substring(0, Math.max(0, filter.length() - 1));
      default -> filter += key.codePointCount(0, key.length()) == 1 ? key : "";
    }
    scroll = 0;
  }

  private void sortBy(int step) {
    boolean fromTheEnd = sort == UNSORTED && step < 0;
    sort = fromTheEnd ? columns.length - 1 : Math.floorMod(sort + step, columns.length);
    scroll = 0;
  }

  private void scroll(String key) {
    int page = Math.max(1, visible - 1);
    switch (key) {
      case TopKeys.UP, "k" -> scroll--;
      case TopKeys.DOWN, "j" -> scroll++;
      case TopKeys.PAGE_UP -> scroll -= page;
      case TopKeys.PAGE_DOWN -> scroll += page;
      case TopKeys.HOME -> scroll = 0;
      case TopKeys.END -> scroll = FAR;
      default -> {
        return;
      }
    }
    scroll = Math.max(0, scroll); // How far it goes is known when it is shown.
  }

  /**
   * Returns what a terminal shows.
   *
   * @param height of the terminal in lines
   */
  TopShown.Page page(RunCard card, Interval interval, Verdict verdict, int height) {
    List<String> lines = new ArrayList<>();
    lines.add(TopHead.line(card, interval));
    lines.add("");
    visible = Math.max(1, height - FRAME);
    List<String> table = help ? HELP : table(interval);
    lines.addAll(table);
    while (lines.size() < height - 2) {
      lines.add("");
    }
    lines.add(
        interval.after().state().isOver()
            ? TopHead.ending(card, interval.after())
            : TopHead.verdict(verdict));
    lines.add(foot());
    return new TopShown.Page(
        lines.subList(Math.max(0, lines.size() - height), lines.size()), help ? -1 : 2);
  }

  private List<String> table(Interval interval) {
    List<TopRow> all =
        new ArrayList<>(workers ? TopRow.ofWorkers(interval) : TopRow.ofStages(interval));
    all.removeIf(row -> !contains(row.stage()));
    order(all);
    rows = all.size();
    scroll = Math.max(0, Math.min(scroll, rows - visible));
    List<String> lines = TopTable.lines(all, shownColumns(), workers);
    List<String> shown = new ArrayList<>(List.of(lines.get(0)));
    shown.addAll(lines.subList(1 + scroll, 1 + Math.min(rows, scroll + visible)));
    return shown;
  }

  private boolean contains(String stage) {
    return stage.toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT));
  }

  private void order(List<TopRow> all) {
    if (sort != UNSORTED) {
      Comparator<TopRow> order = columns[sort].order();
      all.sort(reversed ? order.reversed() : order);
    } else if (reversed) {
      Collections.reverse(all);
    }
  }

  /** Whose lines they are is always shown. */
  private List<TopColumn> shownColumns() {
    List<TopColumn> shown = new ArrayList<>(List.of(TopColumn.STAGE));
    shown.addAll(Arrays.asList(columns).subList(firstColumn, columns.length));
    return shown;
  }

  private String foot() {
    if (typing) {
      return "filter: " + Controls.name(filter) + "_";
    }
    List<String> parts = new ArrayList<>(List.of("q quit", "h help"));
    if (sort != UNSORTED || reversed) {
      String by = sort == UNSORTED ? "the pipeline" : columns[sort].head(workers);
      parts.add("by " + by + (reversed ? ", reversed" : ""));
    }
    if (!filter.isEmpty()) {
      parts.add("only " + Controls.name(filter));
    }
    if (rows > visible) {
      parts.add("%d to %d of %d".formatted(scroll + 1, Math.min(rows, scroll + visible), rows));
    }
    if (paused) {
      parts.add("paused");
    }
    return String.join("   ", parts);
  }
}
