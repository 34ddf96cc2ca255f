package io.conveyor.cli.top;

import io.conveyor.processes.measure.Interval;
import io.conveyor.processes.measure.Loads;
import io.conveyor.processes.measure.Meter;
import io.conveyor.processes.registry.RunCard;
import io.conveyor.verdict.Judge;

/** A run that is watched, also beyond its end. */
final class TopWatch implements TopShown {

  private final RunCard card;
  private final Meter meter;
  private final TopHistory history = new TopHistory();
  private final TopView view;

  /** What is shown as long as it stands still. */
  private Interval shown;

  TopWatch(RunCard card, Meter meter, boolean workers) {
    this.card = card;
    this.meter = meter;
    view = new TopView(workers);
    history.add(meter.sample());
    shown = history.interval();
  }

  @Override
  public Page page(int width, int height) {
    history.add(meter.sample());
    if (!view.isPaused()) {
      shown = history.interval();
    }
    return view.page(card, shown, Judge.verdict(Loads.of(shown)), height);
  }

  @Override
  public boolean take(String key) {
    return view.take(key);
  }

  /** Returns whether the run has come to its end. */
  boolean isOver() {
    return history.interval().after().state().isOver();
  }

  /** Returns how it has ended, in a sentence. */
  String ending() {
    return TopHead.ending(card, history.interval().after());
  }
}
