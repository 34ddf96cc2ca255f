package io.conveyor.yaml;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Pipeline;
import io.conveyor.problem.ProblemKind;
import io.conveyor.spi.Engines;
import io.conveyor.spi.Refusal;
import io.conveyor.yaml.keys.PipelineKeys;
import io.conveyor.yaml.text.Fields;
import io.conveyor.yaml.text.Finding;
import io.conveyor.yaml.text.Place;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.Value;
import io.conveyor.yaml.text.Yaml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads which engine a pipeline asks for, with its options, and puts what that engine says of the
 * pipeline where it stands in the files.
 *
 * <pre>
 *   engine: processes        or        engine: {name: flink, cluster: host:8081}
 * </pre>
 */
final class EngineReader {

  private final FileTree root;
  private final Pipeline pipeline;
  private final Map<String, Place> options = new HashMap<>();

  EngineReader(FileTree root, Pipeline pipeline) {
    this.root = root;
    this.pipeline = pipeline;
  }

  void read() {
    root.fields().with(PipelineKeys.ENGINE, this::read);
  }

  private void read(Value value) {
    if (!(value.node() instanceof Yaml.Mapping mapping)) {
      choose(value.text());
      return;
    }
    Fields fields = new Fields(PipelineKeys.OF_ENGINE, mapping, root.problems());
    fields.require(
        PipelineKeys.ENGINE_NAME,
        name -> {
          choose(name.text());
          value.entries().stream()
              .filter(entry -> !entry.key().equals(PipelineKeys.ENGINE_NAME.name()))
              .forEach(this::give);
        });
  }

  private void choose(String name) {
    Engines.find(name);
    pipeline.engine(name);
  }

  private void give(Value option) {
    options.put(option.key(), option.node().place());
    pipeline.engine(pipeline.engine(), Map.of(option.key(), option.text()));
  }

  /** Makes a problem of everything that the engine refuses. */
  void refuse(List<ReadRow> rows) {
    try {
      for (Refusal refusal : pipeline.refusals()) {
        Problems problems =
            refusal.row() == 0 ? root.problems() : rows.get(refusal.row() - 1).problems();
        problems.add(placeOf(refusal, rows), refusal.problem());
      }
    } catch (InvalidPipelineException e) {
      root.problems().add(root.fields().placeOf("engine"), e);
    }
  }

  /**
   * Returns what the engine has no use for, and what it warns of, each with its place, once nothing
   * is refused.
   */
  List<Finding> unused(List<ReadRow> rows) {
    return Stream.concat(
            found(pipeline.unused(), ProblemKind.UNUSED_SETTING, rows),
            found(pipeline.warnings(), ProblemKind.ENGINE_WARNING, rows))
        .toList();
  }

  private Stream<Finding> found(List<Refusal> all, ProblemKind kind, List<ReadRow> rows) {
    return all.stream().map(one -> Finding.at(placeOf(one, rows), one.problem(kind)));
  }

  private Place placeOf(Refusal refusal, List<ReadRow> rows) {
    String setting = refusal.setting();
    if (refusal.row() > 0) {
      return rows.get(refusal.row() - 1).placeOf(refusal.position(), setting);
    }
    Place option = options.get(setting);
    return option != null
        ? option
        : root.all()
            .map(FileTree::fields)
            .filter(fields -> fields.has(setting))
            .findFirst()
            .orElse(root.fields())
            .placeOf(setting, "engine");
  }
}
