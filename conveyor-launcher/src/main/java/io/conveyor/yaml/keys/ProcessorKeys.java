package io.conveyor.yaml.keys;

import static io.conveyor.yaml.keys.Keys.Shape.either;
import static io.conveyor.yaml.keys.Keys.Shape.list;
import static io.conveyor.yaml.keys.Keys.Shape.map;
import static io.conveyor.yaml.keys.Keys.Shape.mapping;
import static io.conveyor.yaml.keys.Keys.Shape.whole;
import static io.conveyor.yaml.keys.Keys.Shape.word;

import io.conveyor.Processor;
import io.conveyor.yaml.keys.Keys.Shape;
import io.conveyor.yaml.keys.Keys.Shape.Kind;
import java.util.List;
import java.util.stream.Stream;

/** The keys of a processor. */
public final class ProcessorKeys {

  private static final Shape TEXT = Shape.of(Kind.TEXT);
  private static final Shape FLAG = Shape.of(Kind.FLAG);
  private static final Shape YES = Shape.of(Kind.YES);
  private static final Shape TIME = Shape.of(Kind.TIME);
  private static final Shape TRIES = whole(0, Processor.MOST_TRIES);
  private static final Shape WINDOW_LENGTH = whole(1, Processor.MOST_WINDOW);

  public static final Keys.Key PROCESSOR =
      Keys.Key.of(
              "processor",
              TEXT,
              "The job: Class::method, Class::method(type), a class that implements"
                  + " io.conveyor.Job, print, or identity.")
          .required();

  public static final Keys.Key WITH =
      Keys.Key.of(
          "with",
          either(map(Shape.of(Kind.BLOCK)), list(0, Shape.of(Kind.BLOCK))),
          "Parameters of the job: by name, or as a list by position.");

  public static final Keys.Key NAME =
      Keys.Key.of(
          "name",
          Shape.of(Kind.NAME),
          "The stage's name in messages, logs and reports, and for --set; by default made of its"
              + " job.");

  public static final Keys.Key WORKERS =
      Keys.Key.of(
              "workers",
              whole(1, Processor.MOST_WORKERS),
              "Processes that share the input, each block to one of them. Order among them is not"
                  + " kept.")
          .otherwise(1);

  public static final Keys.Key ORDERED =
      Keys.Key.of(
              "ordered",
              FLAG,
              "Results come in the order of the inputs, however many workers there are.")
          .otherwise(false);

  public static final Keys.Key LENGTH =
      Keys.Key.of("length", WINDOW_LENGTH, "The inputs in a window.").required();

  public static final Keys.Key STEP =
      Keys.Key.of("step", WINDOW_LENGTH, "By how many inputs the next window moves on.")
          .otherwise(1);

  public static final Keys OF_WINDOW = Keys.of("a window", LENGTH, STEP);

  public static final Keys.Key WINDOW =
      Keys.Key.of(
          "window",
          either(WINDOW_LENGTH, mapping(OF_WINDOW)),
          "The job gets lists of that many consecutive inputs, moving on by one. Implies ordered.");

  public static final Keys.Key FLATTEN =
      Keys.Key.of(
              "flatten",
              FLAG,
              "Each element of a list or an array that the job returns is a block of its own.")
          .otherwise(false);

  public static final Keys.Key STATEFUL =
      Keys.Key.of("stateful", YES, "One worker, strictly in order; 'true' or not there.");

  public static final Keys.Key STATELESS =
      Keys.Key.of(
          "stateless",
          YES,
          "No result depends on what the job holds; spread over as many workers as cpus gives it,"
              + " results in order. 'true' or not there.");

  public static final Keys.Key IN_FLIGHT =
      Keys.Key.of(
          "in-flight",
          whole(1, Integer.MAX_VALUE),
          "The most inputs under way in the stage before the earliest one's result is out.");

  public static final Keys.Key IN_LAUNCHER =
      Keys.Key.of(
              "in-launcher", FLAG, "Runs in the launcher's own process, on a thread of its own.")
          .otherwise(false);

  public static final Keys.Key ON_ERROR =
      Keys.Key.of(
              "on-error",
              word("fail", "retry", "skip", "dead-letter"),
              "What becomes of a block that fails at every try.")
          .otherwise("fail");

  public static final Keys.Key RETRIES =
      Keys.Key.of(
          "retries",
          TRIES,
          "How often a block is tried again, after a job's exception and after a worker's death."
              + " By default 0 for exceptions, 3 with 'on-error: retry', and 2 for deaths.");

  public static final Keys.Key RETRY_BACKOFF =
      Keys.Key.of(
              "retry-backoff",
              TIME,
              "The pause before a block whose job threw is tried again; doubles up to 100 times as"
                  + " long. 1 ms to 1 h.")
          .otherwise("100ms");

  public static final Keys.Key MAX_SKIPPED =
      Keys.Key.of(
          "max-skipped",
          TEXT,
          "How many blocks 'on-error: skip' may skip: a number, or a share such as 5%.");

  public static final Keys.Key TIMEOUT =
      Keys.Key.of(
          "timeout",
          TIME,
          "The longest that a job may take for a block, such as 500ms, 30s or 5m. 10 ms to 30"
              + " days.");

  public static final Keys.Key RESTARTS =
      Keys.Key.of(
              "restarts",
              TRIES,
              "How often each worker may be replaced without good health in between.")
          .otherwise(Processor.DEFAULT_RESTARTS);

  public static final Keys.Key QUEUE_SIZE =
      Keys.Key.of(
              "queue-size",
              whole(0, Integer.MAX_VALUE),
              "Blocks that may wait in each worker's output pipe; 0 for no bound but pipe-size.")
          .otherwise(0);

  public static final Keys.Key HEAP =
      Keys.Key.of(
          "heap",
          Shape.of(Kind.SIZE),
          "The largest heap of each worker, such as 256MiB; at least 2 MiB.");

  public static final Keys.Key JVM_ARGS =
      Keys.Key.of("jvm-args", list(0, TEXT), "Further arguments to each worker's JVM.");

  public static final Keys.Key ENVIRONMENT =
      Keys.Key.of("environment", map(TEXT), "Variables in the workers' environment.");

  /** All but what names the job, and what it is given. */
  public static final List<Keys.Key> SETTINGS =
      List.of(
          NAME,
          WORKERS,
          ORDERED,
          WINDOW,
          FLATTEN,
          STATEFUL,
          STATELESS,
          IN_FLIGHT,
          IN_LAUNCHER,
          ON_ERROR,
          RETRIES,
          RETRY_BACKOFF,
          MAX_SKIPPED,
          TIMEOUT,
          RESTARTS,
          QUEUE_SIZE,
          HEAP,
          JVM_ARGS,
          ENVIRONMENT);

  public static final Keys OF_PROCESSOR =
      new Keys(
          "a processor",
          Stream.concat(Stream.of(PROCESSOR, WITH), SETTINGS.stream()).toList(),
          false);

  private ProcessorKeys() {}
}
