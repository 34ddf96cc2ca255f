package io.conveyor.cli.report;

import io.conveyor.Processor;
import io.conveyor.RunReport;
import io.conveyor.StageReport;
import io.conveyor.cli.graph.Edge;
import io.conveyor.cli.graph.SvgGraph;
import io.conveyor.topology.Topology;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many blocks went through each lane, on a picture of the pipeline. */
final class Throughput {

  private static final int THOUSAND = 1_000;
  private static final String[] UNITS = {"", "k", "M", "G", "T"};

  private final Topology topology;
  private final RunReport report;
  private final Map<String, StageReport> stages;

  Throughput(Topology topology, RunReport report) {
    this.topology = topology;
    this.report = report;
    this.stages =
        report.stages().stream()
            .collect(Collectors.toMap(StageReport::stage, Function.identity(), (a, b) -> a));
  }

  /** Returns the picture, as SVG. */
  String graph(String name) {
    return new SvgGraph(this::label).of(name, topology);
  }

  private String label(Edge edge) {
    OptionalLong blocks = blocks(edge);
    if (blocks.isEmpty()) {
      return "";
    }
    double seconds = report.elapsed().toNanos() / 1e9;
    String rate = seconds > 0 ? ", %s/s".formatted(shown(blocks.getAsLong() / seconds)) : "";
    return "%s%s".formatted(shown((double) blocks.getAsLong()), rate);
  }

  /** A lane that leaves a fork has what the processor behind it took. */
  private OptionalLong blocks(Edge edge) {
    Optional<StageReport> to = edge.isOutput() ? Optional.empty() : stage(edge.to());
    if (to.isPresent()) {
      return OptionalLong.of(to.get().blocksIn());
    }
    if (edge.isInput()) {
      return OptionalLong.of(report.blocksIn());
    }
    Optional<StageReport> from = stage(edge.lane().node());
    return from.isPresent()
        ? OptionalLong.of(from.get().blocksOut())
        : edge.isOutput() && topology.outputs().size() == 1
            ? OptionalLong.of(report.blocksOut())
            : OptionalLong.empty();
  }

  private Optional<StageReport> stage(int node) {
    return topology.nodes().stream()
        .filter(each -> each.id() == node && each.stage() instanceof Processor)
        .flatMap(each -> Stream.ofNullable(stages.get(each.name())))
        .findFirst();
  }

  /** Returns a number as it fits beside a line, such as 12.3k. */
  static String shown(double number) {
    double rest = number;
    int unit = 0;
    while (rest >= THOUSAND - 0.5 && unit < UNITS.length - 1) {
      rest /= THOUSAND;
      unit++;
    }
    boolean whole = unit == 0 && (rest >= 10 || rest == Math.rint(rest));
    return String.format(Locale.ROOT, whole || rest >= 100 ? "%.0f" : "%.1f", rest) + UNITS[unit];
  }
}
