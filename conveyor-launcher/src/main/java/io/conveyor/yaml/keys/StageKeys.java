package io.conveyor.yaml.keys;

import static io.conveyor.yaml.keys.Keys.Shape.either;
import static io.conveyor.yaml.keys.Keys.Shape.list;
import static io.conveyor.yaml.keys.Keys.Shape.mapping;
import static io.conveyor.yaml.keys.Keys.Shape.whole;
import static io.conveyor.yaml.keys.Keys.Shape.word;

import io.conveyor.yaml.keys.Keys.Shape;
import io.conveyor.yaml.keys.Keys.Shape.Kind;
import java.util.List;
import java.util.stream.Stream;

/** The keys of stages that are no processors, and of rows. */
public final class StageKeys {

  private static final Shape LANES_OF_STAGE = whole(1, Integer.MAX_VALUE);

  /** A pipe without a colon. */
  public static final String ONLY_PIPE = "pipe";

  private static final Keys OF_PIPE =
      Keys.of(
          "a pipe",
          Keys.Key.of("pipe", Shape.of(Kind.NOTHING), "Leaves its lane as it is; has no settings.")
              .required());

  private static final Keys OF_REPLICATING_FORK =
      Keys.of(
          "a replicating-fork",
          Keys.Key.of(
                  "replicating-fork",
                  LANES_OF_STAGE,
                  "Leaves that many lanes, each with every block.")
              .required());

  public static final Keys.Key LANES =
      Keys.Key.of("lanes", LANES_OF_STAGE, "How many lanes it leaves.").required();

  public static final Keys.Key POLICY =
      Keys.Key.of(
              "policy",
              word("demand", "round-robin"),
              "To whichever lane is free, or in strict turn.")
          .otherwise("demand");

  public static final Keys OF_LANES = Keys.of("a balancing-fork", LANES, POLICY);

  private static final Keys OF_BALANCING_FORK =
      Keys.of(
          "a balancing-fork",
          Keys.Key.of(
                  "balancing-fork",
                  either(LANES_OF_STAGE, mapping(OF_LANES)),
                  "Leaves that many lanes, each block in exactly one.")
              .required());

  private static final Keys OF_JOIN =
      Keys.of(
          "a join",
          Keys.Key.of("join", LANES_OF_STAGE, "Takes that many lanes, first come first served.")
              .required());

  /** Each kind of stage, by the first of its keys. */
  public static final List<Keys> KINDS =
      List.of(ProcessorKeys.OF_PROCESSOR, OF_PIPE, OF_REPLICATING_FORK, OF_BALANCING_FORK, OF_JOIN);

  /** What the kinds of stages are called. */
  public static final List<String> NAMES = KINDS.stream().map(kind -> kind.first().name()).toList();

  private static final Shape STAGE = stageOr();

  public static final Keys.Key PARALLEL =
      Keys.Key.of("parallel", list(1, STAGE), "Stages side by side.").required();

  public static final Keys OF_PARALLEL = Keys.of("a row of parallel stages", PARALLEL);

  public static final Keys.Key INCLUDE =
      Keys.Key.of("include", Shape.of(Kind.TEXT), "Another pipeline file, whose rows stand here.")
          .required();

  public static final Keys OF_INCLUDE = Keys.of("an include", INCLUDE);

  static final Shape ROW = stageOr(mapping(OF_PARALLEL), mapping(OF_INCLUDE));

  private StageKeys() {}

  private static Shape stageOr(Shape... others) {
    return either(
        Stream.of(Stream.of(word(ONLY_PIPE)), KINDS.stream().map(Shape::mapping), Stream.of(others))
            .flatMap(some -> some)
            .toArray(Shape[]::new));
  }
}
