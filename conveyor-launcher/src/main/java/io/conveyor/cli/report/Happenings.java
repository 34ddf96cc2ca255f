package io.conveyor.cli.report;

import io.conveyor.PipelineEvent;
import io.conveyor.PipelineEvent.RunEnded;
import io.conveyor.cli.observe.EventFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The events of a run: the first of them, and how many more there were. Safe from any thread. */
final class Happenings implements Consumer<PipelineEvent> {

  private static final int MOST = 1_000;

  private final UnaryOperator<String> masking;
  private final List<Map<String, Object>> first = new ArrayList<>();
  private Map<String, Object> end = Map.of("event", "run-not-begun");
  private long others;

  /**
   * Creates it.
   *
   * @param masking hides secrets
   */
  Happenings(UnaryOperator<String> masking) {
    this.masking = masking;
  }

  @Override
  public synchronized void accept(PipelineEvent event) {
    if (event instanceof RunEnded) {
      end = masked(event);
    } else if (first.size() < MOST) {
      first.add(masked(event));
    } else {
      others++;
    }
  }

  private Map<String, Object> masked(PipelineEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>(EventFields.of(event));
    fields.replaceAll((name, value) -> value instanceof String s ? masking.apply(s) : value);
    return fields;
  }

  /** Returns how the run ended. */
  synchronized Map<String, Object> end() {
    return end;
  }

  synchronized List<Map<String, Object>> first() {
    return List.copyOf(first);
  }

  /** Returns how many there were beyond the first ones. */
  synchronized long others() {
    return others;
  }
}
