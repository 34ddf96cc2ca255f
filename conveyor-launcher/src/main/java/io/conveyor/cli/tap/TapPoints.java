package io.conveyor.cli.tap;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.tap.TapPoint.Port;
import io.conveyor.cli.terminal.Glob;
import io.conveyor.processes.registry.RunCard;
import io.conveyor.worker.plan.WorkerPlan;
import io.conveyor.yaml.text.Suggestions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what words such as {@code parse}, {@code parse.in} or {@code *.out} are about. */
public final class TapPoints {

  private static final String IN = ".in";
  private static final String OUT = ".out";

  private final RunCard card;

  private TapPoints(RunCard card) {
    this.card = card;
  }

  /**
   * Returns the sides of stages that are meant, each once.
   *
   * @throws ConveyorException of category USAGE if a word fits no stage
   */
  static Collection<TapPoint> of(List<String> words, RunCard card) throws IOException {
    if (words.isEmpty()) {
      throw misuse(card, "name a stage, such as %s; ".formatted(names(card).get(0)));
    }
    Map<String, TapPoint> all = new LinkedHashMap<>();
    for (String word : words) {
      for (TapPoint point : new TapPoints(card).of(word)) {
        all.merge(point.key(), point, TapPoint::with);
      }
    }
    return all.values();
  }

  /** Returns the words that name one side of one stage. */
  public static List<String> names(RunCard card) {
    return card.stages().stream()
        .flatMap(stage -> Stream.of(stage.name(), stage.name() + IN, stage.name() + OUT))
        .toList();
  }

  private List<TapPoint> of(String word) throws IOException {
    List<RunCard.Stage> stages = stages(word);
    Port port = stages.isEmpty() && word.endsWith(IN) ? Port.IN : Port.OUT;
    if (stages.isEmpty()) {
      stages = stages(word.replaceFirst("\\.(in|out)$", ""));
    }
    if (stages.isEmpty()) {
      throw unknown(word);
    }
    List<TapPoint> points = new ArrayList<>();
    for (RunCard.Stage stage : stages) {
      for (int worker = 0; worker < stage.workers(); worker++) {
        add(WorkerPlan.read(card.directory(), stage.first() + worker), port, points);
      }
    }
    return points;
  }

  private static void add(WorkerPlan plan, Port port, List<TapPoint> points) {
    if (port == Port.OUT) {
      points.add(TapPoint.output(plan));
    } else {
      plan.inputs().forEach(input -> points.add(TapPoint.input(plan, input)));
    }
  }

  private List<RunCard.Stage> stages(String glob) {
    Pattern pattern = Glob.of(glob);
    return card.stages().stream()
        .filter(stage -> stage.name().equals(glob) || pattern.matcher(stage.name()).matches())
        .toList();
  }

  private ConveyorException unknown(String word) {
    String near = Suggestions.nearest(word, names(card));
    String wrong = "there is no stage '%s'; ".formatted(word);
    return near.isEmpty()
        ? misuse(card, wrong)
        : new ConveyorException(
            Category.USAGE, "run '%s': %s%s".formatted(card.pipeline(), wrong, near));
  }

  private static ConveyorException misuse(RunCard card, String wrong) {
    String stages =
        card.stages().stream().map(RunCard.Stage::name).collect(Collectors.joining(", "));
    return new ConveyorException(
        Category.USAGE, "run '%s': %sits stages are %s".formatted(card.pipeline(), wrong, stages));
  }
}
