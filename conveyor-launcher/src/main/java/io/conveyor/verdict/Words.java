package io.conveyor.verdict;

import io.conveyor.face.Face;
import io.conveyor.verdict.Verdict.Change;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Verdicts as people read them. */
final class Words {

  /** What else than a stage may hold a run back. */
  static final String CORES = "the processor";

  static final String INPUT = "the input";

  private static final double FULL = 0.9;

  private Words() {}

  static String quoted(String stage) {
    return "`" + stage + "`";
  }

  /** Returns what stands within the quotes of a stage's name, and else the same. */
  static String unquoted(String what) {
    return what.startsWith("`") ? what.substring(1, what.length() - 1) : what;
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  private static String setting(int workers) {
    return quoted(
        Face.current() == Face.JAVA ? Face.given("workers", workers) : "workers: " + workers);
  }

  private static String busy(StageLoad stage) {
    return "%s is busy %s of the time".formatted(quoted(stage.stage()), percent(stage.busy()));
  }

  private static String both(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  static String workers(List<StageLoad> stages, List<Change> changes, double gain, String next) {
    StageLoad first = stages.get(0);
    String full = first.fill() >= FULL ? " and its input pipe is full" : "";
    String others =
        stages.size() == 1
            ? ""
            : ", and so "
                + (stages.size() == 2 ? "is " : "are ")
                + both(stages.stream().skip(1).map(each -> quoted(each.stage())).toList());
    return "%s%s%s: %s would give about %s times%s"
        .formatted(busy(first), full, others, settings(changes), times(gain), next(next));
  }

  private static String settings(List<Change> changes) {
    if (changes.size() == 1) {
      return setting(changes.get(0).workers());
    }
    boolean same = changes.stream().mapToInt(Change::workers).distinct().count() == 1;
    return same
        ? "%s for %s"
            .formatted(setting(changes.get(0).workers()), changes.size() == 2 ? "both" : "each")
        : both(
            changes.stream()
                .map(each -> setting(each.workers()) + " for " + quoted(each.stage()))
                .collect(Collectors.toList()));
  }

  private static String next(String next) {
    return next.isEmpty() ? "" : ", then %s is next".formatted(next);
  }

  private static String times(double gain) {
    return String.format(Locale.ROOT, "%.1f", gain);
  }

  static String alone(StageLoad stage) {
    return busy(stage)
        + switch (stage.alone()) {
          case STATEFUL ->
              ", and keeps state, which several workers would not share: only a faster job helps, or one without state";
          case IN_LAUNCHER ->
              ", on one thread of the launcher: without %s it could have several workers"
                  .formatted(quoted(Face.setting("in-launcher")));
          case PRODUCER -> ", and nothing else is: only a faster producer helps";
          case NO -> ": only a faster job helps";
        };
  }

  static String asManyAsCores(StageLoad stage, int cores) {
    return "%s, computes, and has as many workers as there are cores, %d: only a faster job helps, or more cores"
        .formatted(busy(stage), cores);
  }

  static String manyBusy(StageLoad stage) {
    return busy(stage) + ", and so are several others: only faster jobs help";
  }

  static String bounded(StageLoad stage, String by) {
    return "%s, and %s allows no more: more workers would gain little".formatted(busy(stage), by);
  }

  static String cores(RunLoad load, StageLoad greediest) {
    String most =
        greediest.cores() > 0 && load.usedCores() > 0
            ? ", most of all by %s, with %s of what the run takes"
                .formatted(
                    quoted(greediest.stage()),
                    percent(Math.min(1, greediest.cores() / load.usedCores())))
            : "";
    return "%s busy%s: only faster jobs help, or more cores".formatted(all(load.cores()), most);
  }

  static String others(RunLoad load) {
    return "%s busy, most of all with other work than this run: it has to wait for them"
        .formatted(all(load.cores()));
  }

  private static String all(int cores) {
    return cores == 1 ? "the only processor core is" : "all " + cores + " processor cores are";
  }

  static String output(StageLoad stage) {
    return "results are taken slowly: %s waits %s of the time for room behind it"
        .formatted(quoted(stage.stage()), percent(stage.stalled()));
  }

  static String input(StageLoad stage) {
    return "the input is slow: %s waits %s of the time for more of it"
        .formatted(quoted(stage.stage()), percent(stage.starved()));
  }
}
