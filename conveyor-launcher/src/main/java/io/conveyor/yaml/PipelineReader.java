package io.conveyor.yaml;

import io.conveyor.InvalidPipelineException;
import io.conveyor.OnError;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Stage;
import io.conveyor.Task;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.owned.Resources;
import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.stage.named.IdentityJob;
import io.conveyor.topology.Topology;
import io.conveyor.topology.WiringProblem;
import io.conveyor.yaml.jobs.Binding;
import io.conveyor.yaml.jobs.ClassCache;
import io.conveyor.yaml.jobs.ClassFiles;
import io.conveyor.yaml.jobs.CompiledSources;
import io.conveyor.yaml.jobs.JobReferences;
import io.conveyor.yaml.jobs.JobTypes;
import io.conveyor.yaml.jobs.UserClasses;
import io.conveyor.yaml.keys.CaseKeys;
import io.conveyor.yaml.keys.Keys;
import io.conveyor.yaml.keys.PipelineKeys;
import io.conveyor.yaml.text.Fields;
import io.conveyor.yaml.text.Finding;
import io.conveyor.yaml.text.Place;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.Value;
import io.conveyor.yaml.text.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes a pipeline of a file and those that it includes. What is wrong becomes a problem. */
final class PipelineReader {

  /** Only the command line says otherwise. */
  private static final String LINES = "the input, without --input-format";

  private static final List<Keys.Key> OF_THE_WHOLE =
      List.of(
          PipelineKeys.CPUS,
          PipelineKeys.ENGINE,
          PipelineKeys.DIRECTORY,
          PipelineKeys.DEAD_LETTERS);

  private final FileTree root;
  private final Fields fields;
  private final Problems problems;
  private final ClassCache cache;
  private final Resources resources;
  private final Pipeline pipeline;
  private final Set<Path> read = new LinkedHashSet<>();
  private @Nullable List<Object> inputs;
  private @Nullable Value tests;
  private Function<Task, JobTypes> types = task -> JobTypes.UNKNOWN;

  PipelineReader(FileTree root, ClassCache cache, Resources resources) {
    this.root = root;
    this.fields = root.fields();
    this.problems = root.problems();
    this.cache = cache;
    this.resources = resources;
    this.pipeline = new Pipeline(PipelineNames.of(root));
  }

  /** Reads everything; what comes of it is complete only if there are no problems then. */
  ReadPipeline read() {
    fields.with(PipelineKeys.CPUS, value -> pipeline.cpus(value.integer()));
    EngineReader engine = new EngineReader(root, pipeline);
    engine.read();
    fields.with(
        PipelineKeys.DIRECTORY,
        value -> pipeline.processes(p -> p.directory(value.existing(root.file()))));
    fields.with(PipelineKeys.DEAD_LETTERS, this::readDeadLetters);
    new Sizes(root).addTo(pipeline);
    root.below().forEach(PipelineReader::refuseWhatHoldsForTheWhole);
    List<ReadRow> rows = new RowReader(references()).rows(root);
    wire(rows);
    fields.with(PipelineKeys.INPUT, value -> inputs = inputs(value));
    fields.with(CaseKeys.TESTS, value -> tests = value);
    fields.reject("output", "no key of a pipeline file; results go to a file with --output");
    root.all().forEach(file -> file.fields().rejectOthers());
    engine.refuse(rows);
    WireTypes wires = new WireTypes(rows, types);
    if (problems.count() == 0) {
      wires.check(pipeline.topology(), inputTypes());
    }
    List<Finding> remarks = new ArrayList<>(wires.remarks());
    if (problems.count() == 0) {
      remarks.addAll(idle());
      remarks.addAll(engine.unused(rows));
    }
    root.all().forEach(file -> read.add(file.file()));
    return new ReadPipeline(
        pipeline, inputs, tests, List.copyOf(remarks), wires.remarksOfInputs(), List.copyOf(read));
  }

  /** Returns what is said of the whole, and no stage has a use for, whatever the engine. */
  private List<Finding> idle() {
    List<Finding> idle = new ArrayList<>();
    if (!isAny(Processor::isSharingCpus)) {
      addIdle(
          PipelineKeys.CPUS, "as no stage has 'stateless: true' and leaves its workers open", idle);
    }
    if (!isAny(stage -> stage.onError() == OnError.DEAD_LETTER)) {
      addIdle(PipelineKeys.DEAD_LETTERS, "as no stage has 'on-error: dead-letter'", idle);
    }
    return idle;
  }

  private boolean isAny(Predicate<Processor> use) {
    return pipeline.topology().nodes().stream()
        .anyMatch(node -> node.stage() instanceof Processor stage && use.test(stage));
  }

  private void addIdle(Keys.Key key, String why, List<Finding> idle) {
    if (fields.has(key.name())) {
      String said = "%s: without meaning, %s".formatted(key.name(), why);
      Problem problem = Problem.of(ProblemKind.UNUSED_SETTING, said);
      idle.add(Finding.at(fields.placeOf(key.name()), problem));
    }
  }

  private Set<WireTypes.Blocks> inputTypes() {
    Set<WireTypes.Blocks> blocks = new LinkedHashSet<>();
    fields.with(
        PipelineKeys.INPUT, value -> value.list().forEach(block -> blocks.add(blocks(block))));
    if (blocks.isEmpty() && !pipeline.isProducing()) {
      Place place = fields.placeOf("stages");
      blocks.add(new WireTypes.Blocks(String.class, LINES, place, false));
    }
    return blocks;
  }

  private static WireTypes.Blocks blocks(Value block) {
    return new WireTypes.Blocks(
        block.block().getClass(), "the file's input", block.node().place(), true);
  }

  private List<Object> inputs(Value value) {
    if (pipeline.isProducing()) {
      throw value.problem(
          ProblemKind.INPUTS_DO_NOT_FIT,
          "the pipeline begins with a producer, which takes no inputs");
    }
    if (value.node() instanceof Yaml.Scalar scalar && scalar.value() instanceof String file) {
      throw value.problem(
          ProblemKind.WRONG_TYPE, "must be a list of blocks; a file is given with --input " + file);
    }
    return value.list().stream().map(Value::block).toList();
  }

  /** An included file's own inputs are for when it is run by itself. */
  private static void refuseWhatHoldsForTheWhole(FileTree included) {
    included.fields().with(PipelineKeys.INPUT, Value::list);
    for (Keys.Key key : OF_THE_WHOLE) {
      included
          .fields()
          .with(
              key,
              value -> {
                throw value.problem(
                    ProblemKind.MISPLACED_KEY,
                    "holds for a pipeline as a whole, so only a file that is not included has it");
              });
    }
  }

  private void readDeadLetters(Value value) {
    if (!(value.node() instanceof Yaml.Mapping mapping)) {
      pipeline.deadLetters(ownDirectory(value));
      return;
    }
    Fields letters = new Fields(PipelineKeys.OF_DEAD_LETTERS, mapping, problems);
    letters.require(
        PipelineKeys.LETTERS_DIRECTORY, place -> pipeline.deadLetters(ownDirectory(place)));
    letters.with(
        PipelineKeys.LIMIT, limit -> pipeline.settings(s -> s.deadLetterLimit(limit.bytes())));
    letters.rejectOthers();
  }

  /** Only the user may read dead letters, or add some: they may be run again. */
  private Path ownDirectory(Value value) {
    Path path = value.path(root.file());
    try {
      String distrust =
          Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? PrivateFiles.distrust(path) : null;
      if (distrust != null) {
        throw value.problem(
            ProblemKind.UNUSABLE_FILE,
            "dead letters cannot be kept in %s: it %s".formatted(path, distrust));
      }
    } catch (IOException e) {
      throw value.problem(
          ProblemKind.UNUSABLE_FILE, "%s cannot be looked at: %s".formatted(path, e));
    }
    return path;
  }

  /** Returns what finds jobs; if classes are missing, that is reported, and it finds any. */
  private BiFunction<String, Binding, Processor> references() {
    int before = problems.count();
    List<Path> sources = files(PipelineKeys.SOURCES, ClassFiles::sources);
    List<Path> classpath = new ArrayList<>(files(PipelineKeys.CLASSPATH, ClassFiles::classpath));
    if (!sources.isEmpty()) {
      CompiledSources compiled =
          resources.add(CompiledSources.of(sources, List.copyOf(classpath), cache, problems));
      classpath.add(0, compiled.directory());
    }
    UserClasses classes = resources.add(new UserClasses(classpath));
    pipeline.settings(classes::addTo);
    boolean complete = problems.count() == before;
    JobReferences references = new JobReferences(classes);
    types = references::types;
    return complete ? references::find : (reference, binding) -> new Processor(new IdentityJob());
  }

  /** Returns what all files together list under a key, each once. */
  private List<Path> files(Keys.Key key, BiFunction<Value, Path, List<Path>> find) {
    Set<Path> files = new LinkedHashSet<>();
    root.all()
        .forEach(
            from -> from.fields().with(key, value -> files.addAll(find.apply(value, from.file()))));
    read.addAll(files);
    return List.copyOf(files);
  }

  /** Wires the rows as far as that can be done; the problems of all rows are reported. */
  private void wire(List<ReadRow> rows) {
    List<@Nullable List<Stage>> stages = new ArrayList<>();
    rows.forEach(row -> stages.add(row.stages()));
    for (WiringProblem problem : Topology.problems(stages)) {
      ReadRow row = rows.get(problem.row() - 1);
      row.problems().add(row.place(), problem.problem());
    }
    if (problems.count() == 0) {
      add(rows);
    }
  }

  /** All at once, as each row that is added alone has all rows before it wired again. */
  private void add(List<ReadRow> rows) {
    List<List<Stage>> all = new ArrayList<>();
    rows.forEach(row -> all.add(Objects.requireNonNull(row.stages())));
    try {
      pipeline.addAll(all);
    } catch (InvalidPipelineException e) {
      addEach(rows);
    }
  }

  /** Finds out which row it is that is refused. */
  private void addEach(List<ReadRow> rows) {
    boolean wired = true;
    for (ReadRow row : rows) {
      wired = wired && row.stages() != null && add(row, row.stages());
    }
  }

  private boolean add(ReadRow row, List<Stage> stages) {
    try {
      pipeline.add(stages.toArray(Stage[]::new));
      return true;
    } catch (InvalidPipelineException e) {
      row.problems().add(row.place(), e);
      return false;
    }
  }
}
