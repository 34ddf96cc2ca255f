package io.conveyor.processes.registry;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * What an open pipeline says of itself to other processes.
 *
 * @param pipeline the pipeline's name
 * @param pid the launcher's process
 * @param launched when that process was started, as {@link ProcessStart} has it: another one may
 *     have its number one day
 * @param begun when the run was begun, by this launcher or by the first one before it
 * @param directory where the files of the run are
 * @param durable whether the run can be resumed when its launcher is gone
 * @param stages all stages that have workers, in their order
 * @param encoding how its blocks are read
 */
public record RunCard(
    String pipeline,
    long pid,
    String launched,
    Instant begun,
    Path directory,
    boolean durable,
    List<Stage> stages,
    Encoding encoding) {

  /**
   * A stage.
   *
   * @param name its name
   * @param first the participant that its first worker is, as counters have it
   * @param workers how many workers it has; their numbers follow each other
   */
  public record Stage(String name, int first, int workers) {

    @Override
    public String toString() {
      return first + " " + workers + " " + name;
    }

    private static Stage of(String text) {
      String[] parts = text.split(" ", 3);
      return new Stage(parts[2], Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
  }

  /**
   * What it takes to read the blocks.
   *
   * @param codec the fingerprint of the codec that has written them
   * @param classes where their classes are, as workers find them
   */
  public record Encoding(String codec, List<Path> classes) {

    /** Creates a record, copying the list. */
    public Encoding {
      classes = List.copyOf(classes);
    }
  }

  /** Creates a card, copying the list. */
  public RunCard {
    stages = List.copyOf(stages);
  }

  Properties written() {
    Properties values = new Properties();
    values.setProperty("pipeline", pipeline);
    values.setProperty("pid", Long.toString(pid));
    values.setProperty("launched", launched);
    values.setProperty("begun", begun.toString());
    values.setProperty("directory", directory.toString());
    values.setProperty("durable", Boolean.toString(durable));
    for (int i = 0; i < stages.size(); i++) {
      values.setProperty("stage." + i, stages.get(i).toString());
    }
    values.setProperty("codec", encoding.codec());
    for (int i = 0; i < encoding.classes().size(); i++) {
      values.setProperty("classes." + i, encoding.classes().get(i).toString());
    }
    return values;
  }

  /**
   * Reads a card.
   *
   * @throws ConveyorException of category CORRUPT if it is none
   */
  static RunCard read(Properties values) {
    try {
      return new RunCard(
          value(values, "pipeline"),
          Long.parseLong(value(values, "pid")),
          value(values, "launched"),
          Instant.parse(value(values, "begun")),
          Path.of(value(values, "directory")),
          Boolean.parseBoolean(value(values, "durable")),
          all(values, "stage.").stream().map(Stage::of).toList(),
          new Encoding(
              value(values, "codec"), all(values, "classes.").stream().map(Path::of).toList()));
    } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
      throw new ConveyorException(Category.CORRUPT, "no card of a run: " + values, e);
    }
  }

  private static List<String> all(Properties values, String prefix) {
    List<String> all = new ArrayList<>();
    while (values.getProperty(prefix + all.size()) != null) {
      all.add(values.getProperty(prefix + all.size()));
    }
    return all;
  }

  private static String value(Properties values, String name) {
    String value = values.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
