package io.conveyor.yaml.keys;

import static io.conveyor.yaml.keys.Keys.Shape.either;
import static io.conveyor.yaml.keys.Keys.Shape.list;
import static io.conveyor.yaml.keys.Keys.Shape.map;
import static io.conveyor.yaml.keys.Keys.Shape.mapping;
import static io.conveyor.yaml.keys.Keys.Shape.whole;

import io.conveyor.yaml.keys.Keys.Shape;
import io.conveyor.yaml.keys.Keys.Shape.Kind;
import java.util.List;

/** The keys of a pipeline file. */
public final class PipelineKeys {

  private static final Shape TEXT = Shape.of(Kind.TEXT);
  private static final Shape FLAG = Shape.of(Kind.FLAG);
  private static final Shape SIZE = Shape.of(Kind.SIZE);
  private static final Shape NOTHING = Shape.of(Kind.NOTHING);
  private static final Shape FILES = either(TEXT, list(0, TEXT));

  public static final Keys.Key STAGES =
      Keys.Key.of("stages", list(1, StageKeys.ROW), "The rows of stages, in order.").required();

  public static final Keys.Key DEFAULT =
      Keys.Key.of("default", TEXT, "What the variable is if nothing else sets it.");

  public static final Keys.Key SECRET =
      Keys.Key.of("secret", FLAG, "Whether its value is masked in messages.").otherwise(false);

  public static final Keys OF_VARIABLE = Keys.of("a variable", DEFAULT, SECRET);

  public static final Keys.Key VARIABLES =
      Keys.Key.of(
          "variables",
          map(either(TEXT, NOTHING, mapping(OF_VARIABLE))),
          "What variables there are: for each a default, or a mapping, or nothing.");

  public static final Keys.Key NAME =
      Keys.Key.of(
          "name",
          Shape.of(Kind.NAME),
          "The pipeline's name in messages, logs and the run directory; by default the file's.");

  public static final Keys.Key SOURCES =
      Keys.Key.of(
          "sources",
          FILES,
          "Java files, and directories of such, compiled when the pipeline is loaded: one, or a"
              + " list.");

  public static final Keys.Key CLASSPATH =
      Keys.Key.of(
          "classpath",
          FILES,
          "Jars and directories with the jobs' classes, and lib/* for all jars of a directory:"
              + " one, or a list.");

  public static final Keys.Key INPUT =
      Keys.Key.of(
          "input",
          list(0, Shape.of(Kind.BLOCK)),
          "The blocks, if neither --input nor the standard input has them.");

  public static final Keys.Key ENGINE_NAME =
      Keys.Key.of("name", TEXT, "The engine's name.").required();

  public static final Keys OF_ENGINE = new Keys("an engine", List.of(ENGINE_NAME), true);

  public static final Keys.Key ENGINE =
      Keys.Key.of(
              "engine",
              either(TEXT, mapping(OF_ENGINE)),
              "What runs it: processes, or sequential for all in one process; with options of it,"
                  + " a mapping with its name.")
          .otherwise("processes");

  public static final Keys.Key CPUS =
      Keys.Key.of(
          "cpus",
          whole(1, Integer.MAX_VALUE),
          "Workers that the stages with 'stateless: true' share; by default the machine's CPUs,"
              + " less one for each stage that has its own number.");

  public static final Keys.Key DIRECTORY =
      Keys.Key.of(
          "directory",
          TEXT,
          "Where the run directory is made: by default /dev/shm if large enough, else the"
              + " temporary directory.");

  public static final Keys.Key LETTERS_DIRECTORY =
      Keys.Key.of("directory", TEXT, "Where dead letters are kept.").required();

  public static final Keys.Key LIMIT =
      Keys.Key.of("limit", SIZE, "The most that may lie there.").otherwise("1GiB");

  public static final Keys OF_DEAD_LETTERS = Keys.of("dead-letters", LETTERS_DIRECTORY, LIMIT);

  public static final Keys.Key DEAD_LETTERS =
      Keys.Key.of(
          "dead-letters",
          either(TEXT, mapping(OF_DEAD_LETTERS)),
          "Where dead letters are kept: by default NAME.dead-letters in the working directory.");

  public static final Keys.Key SHARED_MEMORY =
      Keys.Key.of(
          "shared-memory", SIZE, "Size of the memory that all processes see; by default none.");

  public static final Keys.Key PIPE_SIZE =
      Keys.Key.of(
              "pipe-size",
              SIZE,
              "The most that one pipe holds on disk; at least 4MiB, and as much as four of the"
                  + " largest blocks take.")
          .otherwise("256MiB");

  public static final Keys.Key LARGEST_BLOCK =
      Keys.Key.of("largest-block", SIZE, "The largest block, once encoded; at least 64B.")
          .otherwise("15MiB");

  public static final Keys OF_PIPELINE =
      Keys.of(
          "a pipeline file",
          STAGES,
          VARIABLES,
          NAME,
          SOURCES,
          CLASSPATH,
          INPUT,
          ENGINE,
          CPUS,
          DIRECTORY,
          DEAD_LETTERS,
          SHARED_MEMORY,
          PIPE_SIZE,
          LARGEST_BLOCK,
          CaseKeys.TESTS);

  private PipelineKeys() {}
}
