package io.conveyor.yaml;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Pipeline;
import io.conveyor.Stage;
import io.conveyor.spi.Engine;
import io.conveyor.spi.PipelineSettings;
import io.conveyor.worker.jobs.IdentityJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Makes a pipeline of the tree that a file holds. What is wrong becomes a problem. */
final class PipelineReader {

  private final Path file;
  private final Fields fields;
  private final Problems problems;
  private final Resources resources;
  private Pipeline pipeline = new Pipeline();
  private @Nullable List<Object> inputs;

  PipelineReader(Path file, Yaml root, Problems problems, Resources resources) {
    if (!(root instanceof Yaml.Mapping mapping)) {
      throw new BadValueException(
          root.place(), "must be a mapping with the key 'stages', but is " + root.describe());
    }
    this.file = file;
    this.fields = new Fields("a pipeline file", mapping, problems);
    this.problems = problems;
    this.resources = resources;
  }

  /** Reads everything; what comes of it is complete only if there are no problems then. */
  PipelineFile read() {
    fields.attempt(Place.whole(file.toString()), this::nameAfterFile);
    fields.with("name", value -> pipeline = new Pipeline(value.text()));
    fields.with("cpus", value -> pipeline.cpus(value.integer()));
    fields.with("engine", value -> pipeline.engine(engine(value)));
    fields.with("directory", value -> pipeline.settings(s -> s.withDirectory(existing(value))));
    fields.with("dead-letters", this::readDeadLetters);
    readSizes();
    readStages(references());
    fields.with("input", value -> inputs = value.list().stream().map(Value::block).toList());
    fields.rejectOthers();
    return new PipelineFile(pipeline, inputs, resources);
  }

  private void nameAfterFile() {
    String stem = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    try {
      pipeline = new Pipeline(stem);
    } catch (InvalidPipelineException e) {
      // A file may be called what it likes; its pipeline then keeps the general name.
      return;
    }
  }

  private static String engine(Value value) {
    List<String> names =
        ServiceLoader.load(Engine.class, PipelineReader.class.getClassLoader()).stream()
            .map(provider -> provider.get().name())
            .toList();
    if (!names.contains(value.text())) {
      throw value.misfit(
          "must be one of " + String.join(", ", names),
          Suggestions.didYouMean(value.text(), names));
    }
    return value.text();
  }

  private void readDeadLetters(Value value) {
    if (!(value.node() instanceof Yaml.Mapping mapping)) {
      pipeline.deadLetters(besideFile(value));
      return;
    }
    Fields letters = new Fields("dead-letters", mapping, problems);
    letters.require("directory", directory -> pipeline.deadLetters(besideFile(directory)));
    letters.with(
        "limit",
        limit -> pipeline.settings(s -> s.withDeadLetters(s.deadLetters(), limit.bytes())));
    letters.rejectOthers();
  }

  private void readSizes() {
    fields.with("shared-memory", value -> pipeline.sharedMemory(value.bytes()));
    PipelineSettings[] sizes = {PipelineSettings.defaults()};
    fields.with("pipe-size", value -> sizes[0] = sizes[0].withPipeBytes(value.bytes()));
    fields.with("largest-block", value -> sizes[0] = sizes[0].withLargestBlock(value.intBytes()));
    // They limit each other, so they are set together; what is wrong then is wrong with the first.
    Runnable set =
        () ->
            pipeline.settings(
                settings ->
                    settings
                        .withPipeBytes(sizes[0].pipeBytes())
                        .withLargestBlock(sizes[0].largestBlockBytes()));
    fields.attempt(fields.placeOf("pipe-size", "largest-block"), set);
  }

  /**
   * Returns what finds jobs; if there are classes missing, that has been said, and it finds any.
   */
  private StageReader references() {
    int before = problems.count();
    List<Path> sources = files("sources");
    List<Path> classpath = new ArrayList<>(files("classpath"));
    if (!sources.isEmpty()) {
      CompiledSources compiled =
          resources.add(CompiledSources.of(sources, List.copyOf(classpath), problems));
      classpath.add(0, compiled.directory());
    }
    UserClasses classes = resources.add(new UserClasses(classpath));
    pipeline.settings(classes::addTo);
    JobReferences references = new JobReferences(classes);
    boolean complete = problems.count() == before;
    return new StageReader(complete ? references::find : reference -> new IdentityJob(), problems);
  }

  private List<Path> files(String key) {
    List<Path> files = new ArrayList<>();
    fields.with(key, value -> value.list().forEach(item -> files.add(existing(item))));
    return files;
  }

  private Path besideFile(Value value) {
    return file.toAbsolutePath().resolveSibling(value.text()).normalize();
  }

  private Path existing(Value value) {
    Path path = besideFile(value);
    if (!Files.exists(path)) {
      throw new BadValueException(value.node().place(), value.key() + ": no such file: " + path);
    }
    return path;
  }

  private void readStages(StageReader reader) {
    fields.require(
        "stages",
        value -> {
          List<Value> rows = value.list();
          if (rows.isEmpty()) {
            throw new BadValueException(
                value.node().place(), "stages: is empty; a pipeline needs at least one stage");
          }
          wire(rows, reader);
        });
  }

  /** Reads all rows, and wires them as far as that can be done. */
  private void wire(List<Value> rows, StageReader reader) {
    boolean wired = true;
    for (Value row : rows) {
      List<Stage> stages = reader.row(row.node());
      wired = wired && stages != null && add(row.node().place(), stages);
    }
  }

  private boolean add(Place row, List<Stage> stages) {
    try {
      pipeline.add(stages.toArray(Stage[]::new));
      return true;
    } catch (InvalidPipelineException e) {
      e.problems().forEach(problem -> problems.add(row, problem));
      return false;
    }
  }
}
