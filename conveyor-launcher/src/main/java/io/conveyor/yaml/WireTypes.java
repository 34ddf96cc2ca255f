package io.conveyor.yaml;

import static java.util.Comparator.naturalOrder;

import io.conveyor.Processor;
import io.conveyor.Task;
import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.topology.Lane;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import io.conveyor.yaml.jobs.JobTypes;
import io.conveyor.yaml.jobs.TypeFit;
import io.conveyor.yaml.jobs.WindowType;
import io.conveyor.yaml.text.Finding;
import io.conveyor.yaml.text.Place;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the declared types of blocks along the lanes. A stage that can take none of what comes to
 * it, or to which nothing comes, is a problem; one that hardly can is worth a remark.
 */
final class WireTypes {

  /**
   * Blocks on a lane.
   *
   * @param type their type; void for none
   * @param giver the stage that gives them, in a user's words
   * @param place where that stage stands
   * @param certain whether nothing else comes from there
   */
  record Blocks(Type type, String giver, Place place, boolean certain) {}

  /** Where nothing says what the inputs are, they may be something else in the next run. */
  private static final String OTHERWISE =
      "with --input-format jsonl, csv or tsv the run gives it something else";

  private static final String FLATTEN = "'flatten: true' there makes a block of each element";

  private static final String PROCESSOR = "processor";

  private final List<ReadRow> rows;
  private final Function<Task, JobTypes> types;
  private final Map<Integer, Set<Blocks>> given = new HashMap<>();
  private final Set<Finding> remarks = new LinkedHashSet<>();
  private final Set<Finding> remarksOfInputs = new LinkedHashSet<>();

  /**
   * Creates a check.
   *
   * @param rows the rows, wired without problems
   * @param types what tasks take and give
   */
  WireTypes(List<ReadRow> rows, Function<Task, JobTypes> types) {
    this.rows = rows;
    this.types = types;
  }

  /** Returns what is worth a remark, each with its place. */
  List<Finding> remarks() {
    return List.copyOf(remarks);
  }

  /** Likewise, of inputs of which the next run may have others. */
  List<Finding> remarksOfInputs() {
    return List.copyOf(remarksOfInputs);
  }

  /**
   * Adds the problems to those of the rows, and collects the remarks.
   *
   * @param inputs what comes into the pipeline
   */
  void check(Topology topology, Set<Blocks> inputs) {
    given.put(Lane.SOURCE, inputs);
    for (Node node : topology.nodes()) {
      Set<Blocks> taken =
          node.inputs().stream()
              .flatMap(lane -> given.getOrDefault(lane.node(), Set.of()).stream())
              .collect(Collectors.toCollection(LinkedHashSet::new));
      given.put(
          node.id(),
          node.stage() instanceof Processor processor ? through(node, processor, taken) : taken);
    }
  }

  private Set<Blocks> through(Node node, Processor processor, Set<Blocks> inputs) {
    ReadRow row = rows.get(node.row() - 1);
    JobTypes job = types.apply(processor.task());
    Place place = row.placeOf(node.position(), PROCESSOR);
    if (!inputs.isEmpty() && inputs.stream().allMatch(blocks -> blocks.type() == void.class)) {
      row.problems()
          .add(
              place,
              ProblemKind.NO_BLOCKS,
              "%s can never get a block: %s".formatted(called(node), giver(inputs)));
      return Set.of();
    }
    inputs.stream()
        .filter(blocks -> blocks.type() != void.class)
        .collect(Collectors.groupingBy(Blocks::place, LinkedHashMap::new, Collectors.toList()))
        .values()
        .forEach(blocks -> meet(blocks, node, job, processor.window() > 0));
    if (job.same()) {
      return inputs;
    }
    return job.ways().stream()
        .map(way -> new Blocks(results(way, processor, node), called(node), place, true))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String giver(Set<Blocks> inputs) {
    return inputs.stream()
        .map(blocks -> "%s, %s, gives none".formatted(blocks.giver(), blocks.place().where()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Of several methods of a name, nobody knows here which one gave the block: any may fit. */
  private void meet(List<Blocks> blocks, Node node, JobTypes job, boolean windowed) {
    List<Type> given =
        blocks.stream().<Type>map(b -> windowed ? new WindowType(b.type()) : b.type()).toList();
    TypeFit fit =
        given.stream().map(type -> TypeFit.of(type, job.ways())).min(naturalOrder()).orElseThrow();
    if (fit == TypeFit.FITS) {
      return;
    }
    Blocks one = blocks.get(0);
    String said =
        "%s takes %s, but %s, %s, gives %s"
            .formatted(
                called(node),
                shown(job.ways().stream().map(JobTypes.Way::takes)),
                one.giver(),
                one.place().where(),
                shown(given.stream()));
    String remedy = flattenedFits(one.type(), job, windowed) ? FLATTEN : "";
    ReadRow row = rows.get(node.row() - 1);
    Place place = row.placeOf(node.position(), PROCESSOR);
    if (fit == TypeFit.NEVER && one.certain()) {
      row.problems().add(place, new Problem(ProblemKind.TYPE_MISMATCH, said, remedy));
    } else if (one.certain()) {
      remarks.add(unlikely(place, said, remedy));
    } else {
      String both = remedy.isEmpty() ? OTHERWISE : remedy + "; " + OTHERWISE;
      remarksOfInputs.add(unlikely(place, said, both));
    }
  }

  private static Finding unlikely(Place place, String said, String remedy) {
    return Finding.at(place, new Problem(ProblemKind.UNLIKELY_TYPE, said, remedy));
  }

  private static boolean flattenedFits(Type given, JobTypes job, boolean windowed) {
    Class<?> raw = JobTypes.rawOf(given);
    Type element = raw.isArray() || Collection.class.isAssignableFrom(raw) ? element(given) : null;
    return element != null
        && TypeFit.of(windowed ? new WindowType(element) : element, job.ways()) == TypeFit.FITS;
  }

  private static String shown(Stream<Type> types) {
    return types.map(WireTypes::shown).distinct().sorted().collect(Collectors.joining(" or "));
  }

  private Type results(JobTypes.Way way, Processor processor, Node node) {
    if (!processor.isFlattened()) {
      return way.gives();
    }
    Type element = element(way.gives());
    if (element == null) {
      ReadRow row = rows.get(node.row() - 1);
      row.problems()
          .add(
              row.placeOf(node.position(), "flatten"),
              ProblemKind.TYPE_MISMATCH,
              "flatten: %s gives %s, which holds no blocks"
                  .formatted(called(node), shown(way.gives())));
      return Object.class;
    }
    return element;
  }

  /** Returns what a collection or an array holds, Object if that is unknown, null if nothing. */
  private static @Nullable Type element(Type type) {
    Class<?> raw = JobTypes.rawOf(type);
    if (raw.isRecord() || Map.class.isAssignableFrom(raw)) {
      return null; // Neither can be a collection, too.
    } else if (type instanceof ParameterizedType generic) {
      return generic.getActualTypeArguments().length == 1
          ? generic.getActualTypeArguments()[0]
          : Object.class;
    } else if (type instanceof GenericArrayType array) {
      return array.getGenericComponentType();
    }
    if (!(type instanceof Class<?> plain)) {
      return Object.class;
    }
    Class<?> component = plain.getComponentType();
    boolean none =
        plain.isPrimitive() || plain == String.class || Number.class.isAssignableFrom(plain);
    return component != null ? component : none && plain != void.class ? null : Object.class;
  }

  private static String called(Node node) {
    return "stage '" + node.name() + "'";
  }

  private static String shown(Type type) {
    return type.getTypeName().replace('$', '.');
  }
}
