package io.conveyor.spi;

import io.conveyor.Processor;
import io.conveyor.topology.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Collects what an engine says of settings that it cannot honour, or has no use for: setting by
 * setting, over all stages that give it. For one thread.
 */
public final class Refusals {

  private final PipelineDefinition pipeline;
  private final List<Refusal> all = new ArrayList<>();

  /** Creates a collection of none. */
  public Refusals(PipelineDefinition pipeline) {
    this.pipeline = pipeline;
  }

  /** Adds some. */
  public Refusals add(List<Refusal> some) {
    all.addAll(some);
    return this;
  }

  /**
   * Adds one of a setting of the pipeline as a whole, or of an option of the engine.
   *
   * @param given whether it is given
   */
  public Refusals ofPipeline(String setting, boolean given, String cause, String remedy) {
    if (given) {
      all.add(Refusal.ofPipeline(setting, cause, remedy));
    }
    return this;
  }

  /**
   * Adds one for each stage that gives a setting.
   *
   * @param given whether a stage does
   */
  public Refusals ofStages(
      String setting, Predicate<Processor> given, String cause, String remedy) {
    return ofStages(setting, given, stage -> cause, stage -> remedy);
  }

  /**
   * Adds one for each stage that gives a setting, with words that depend on its value. Copies of a
   * stage that is repeated count once.
   *
   * @param given whether a stage does
   */
  public Refusals ofStages(
      String setting,
      Predicate<Processor> given,
      Function<Processor, String> cause,
      Function<Processor, String> remedy) {
    String last = "";
    for (Node node : pipeline.topology().nodes()) {
      String place = node.row() + "." + node.position();
      if (node.stage() instanceof Processor stage && !place.equals(last) && given.test(stage)) {
        all.add(Refusal.of(node, setting, cause.apply(stage), remedy.apply(stage)));
      }
      last = place;
    }
    return this;
  }

  /** Returns all of them, in the order of the pipeline. */
  public List<Refusal> list() {
    return all.stream()
        .sorted(Comparator.comparingInt(Refusal::row).thenComparingInt(Refusal::position))
        .toList();
  }
}
