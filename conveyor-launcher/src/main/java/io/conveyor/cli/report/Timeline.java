package io.conveyor.cli.report;

import io.conveyor.cli.report.Moment.OfStage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How a run got on, in at most some hundred moments: a run that lasts longer has them farther
 * apart. Safe from any thread.
 */
final class Timeline {

  /** As many as a screen is wide, or nearly so. */
  private static final int MOST = 600;

  private static final double NANOS = 1e9;

  private final List<Moment> moments = new ArrayList<>();
  private int everyOne = 1;
  private int passed;

  /** Adds a moment, or passes it by. */
  synchronized void add(Moment moment) {
    if (passed++ % everyOne == 0) {
      moments.add(moment);
      if (moments.size() == MOST) {
        halve();
      }
    }
  }

  /** Adds the last moment, whatever was passed by. */
  synchronized void end(Moment moment) {
    moments.add(moment);
  }

  private void halve() {
    List<Moment> every = new ArrayList<>(moments);
    moments.clear();
    for (int i = 0; i < every.size(); i += 2) {
      moments.add(every.get(i));
    }
    everyOne *= 2;
    passed = 1;
  }

  /** Returns rates and shares between the moments, as objects and lists. */
  synchronized Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (moments.size() < 2) {
      return tree;
    }
    long begun = moments.get(0).nanos();
    tree.put("seconds", between((before, now) -> (now.nanos() - begun) / NANOS));
    tree.put("in", rates(Moment::in));
    tree.put("out", rates(Moment::out));
    List<Object> stages = new ArrayList<>();
    List<OfStage> first = moments.get(0).stages();
    for (int stage = 0; stage < first.size(); stage++) {
      stages.add(stage(stage, first.get(stage)));
    }
    tree.put("stages", stages);
    return tree;
  }

  private Map<String, Object> stage(int index, OfStage first) {
    Function<Moment, OfStage> of = moment -> moment.stages().get(index);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("stage", first.stage());
    tree.put("in", rates(moment -> of.apply(moment).in()));
    tree.put("out", rates(moment -> of.apply(moment).out()));
    tree.put("fill", between((before, now) -> of.apply(now).fill()));
    List<Object> workers = new ArrayList<>();
    for (int worker = 0; worker < first.busy().length; worker++) {
      int number = worker;
      Map<String, Object> shares = new LinkedHashMap<>();
      shares.put("busy", shares(moment -> of.apply(moment).busy()[number]));
      shares.put("starved", shares(moment -> of.apply(moment).starved()[number]));
      shares.put("stalled", shares(moment -> of.apply(moment).stalled()[number]));
      workers.add(shares);
    }
    tree.put("workers", workers);
    return tree;
  }

  private List<Double> rates(ToLongFunction<Moment> count) {
    return between((before, now) -> difference(count, before, now) * NANOS / time(before, now));
  }

  private List<Double> shares(ToLongFunction<Moment> nanos) {
    return between(
        (before, now) -> Math.min(1, (double) difference(nanos, before, now) / time(before, now)));
  }

  private static long difference(ToLongFunction<Moment> of, Moment before, Moment now) {
    return Math.max(0, of.applyAsLong(now) - of.applyAsLong(before));
  }

  private static long time(Moment before, Moment now) {
    return Math.max(1, now.nanos() - before.nanos());
  }

  /** What holds between two moments. */
  private interface Between {
    double value(Moment before, Moment now);
  }

  private List<Double> between(Between value) {
    List<Double> values = new ArrayList<>();
    for (int i = 1; i < moments.size(); i++) {
      values.add(rounded(value.value(moments.get(i - 1), moments.get(i))));
    }
    return values;
  }

  /** Three digits are more than a picture shows. */
  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
