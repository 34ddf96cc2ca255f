package io.conveyor;

import io.conveyor.face.Face;
import io.conveyor.problem.ProblemKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A setting of a stage. All there are stand here, a row each: what messages call it, what it is
 * while nobody gives it, what may be given, and how a task's class declares it.
 *
 * @param name what messages call it
 * @param absent its value while it is not given
 * @param checked returns what is given, or refuses it
 * @param declared its value by a declaration; that of {@code absent} if it does not say
 * @param <T> its values
 */
record Setting<T>(
    String name, T absent, UnaryOperator<T> checked, Function<StageDefaults, T> declared) {

  /** A name is of one place only, so no class declares it. */
  static final Setting<String> NAME =
      new Setting<>("name", "", Setting::requireName, declaration -> "");

  static final Setting<Integer> WORKERS =
      number("workers", 0, 1, Processor.MOST_WORKERS, StageDefaults::workers);
  static final Setting<Boolean> STATEFUL = flag("stateful", StageDefaults::stateful);
  static final Setting<Boolean> STATELESS = flag("stateless", StageDefaults::stateless);
  static final Setting<Optional<Boolean>> ORDERED =
      any("ordered", Optional.empty(), declaration -> given(declaration.ordered(), false));
  static final Setting<Integer> WINDOW =
      number("window", 0, 1, Processor.MOST_WINDOW, StageDefaults::window);
  static final Setting<Integer> WINDOW_STEP =
      number("window step", 1, 1, Processor.MOST_WINDOW, StageDefaults::windowStep);
  static final Setting<Boolean> FLATTEN = flag("flatten", StageDefaults::flatten);
  static final Setting<Integer> IN_FLIGHT =
      number("in-flight", 0, 1, Integer.MAX_VALUE, StageDefaults::inFlight);
  static final Setting<Boolean> IN_LAUNCHER = flag("in-launcher", StageDefaults::inLauncher);
  static final Setting<OnError> ON_ERROR = any("on-error", OnError.FAIL, StageDefaults::onError);
  static final Setting<Integer> RETRIES =
      number("retries", -1, 0, Processor.MOST_TRIES, StageDefaults::retries);
  static final Setting<Optional<String>> MAX_SKIPPED =
      new Setting<>(
          "max-skipped",
          Optional.empty(),
          Setting::requireSkipLimit,
          declaration -> given(declaration.maxSkipped(), ""));
  static final Setting<Duration> TIMEOUT =
      new Setting<>(
          "timeout",
          Duration.ZERO,
          longest -> inRange("timeout", longest, Duration.ofMillis(10), Duration.ofDays(30)),
          declaration -> Duration.ofMillis(declaration.timeoutMillis()));
  static final Setting<Duration> RETRY_BACKOFF =
      new Setting<>(
          "retry-backoff",
          Duration.ofMillis(100),
          first -> inRange("retry-backoff", first, Duration.ofMillis(1), Duration.ofHours(1)),
          declaration -> Duration.ofMillis(declaration.retryBackoffMillis()));
  static final Setting<Integer> RESTARTS =
      number(
          "restarts", Processor.DEFAULT_RESTARTS, 0, Processor.MOST_TRIES, StageDefaults::restarts);
  static final Setting<Integer> QUEUE_SIZE =
      number("queue-size", 0, 0, Integer.MAX_VALUE, StageDefaults::queueSize);
  static final Setting<Optional<String>> HEAP =
      new Setting<>(
          "heap",
          Optional.empty(),
          Setting::requireHeap,
          declaration -> given(declaration.heap(), ""));
  static final Setting<List<String>> JVM_ARGS =
      new Setting<>(
          "jvm-args",
          List.of(),
          Setting::requireArguments,
          declaration -> List.of(declaration.jvmArgs()));
  static final Setting<Map<String, String>> ENVIRONMENT =
      new Setting<>("environment", Map.of(), Setting::requireVariables, Setting::variables);

  private static final long LEAST_HEAP_BYTES = 2L << 20;

  private static final String BLOCKS = "\\d{1,18}";
  private static final String SHARE = "(100|\\d{1,2}(\\.\\d{1,9})?) ?%";

  private static final List<Setting<?>> ALL =
      List.of(
          NAME,
          WORKERS,
          STATEFUL,
          STATELESS,
          ORDERED,
          WINDOW,
          WINDOW_STEP,
          FLATTEN,
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

  /**
   * Returns what a declaration says, by setting.
   *
   * @param where the class that declares it, for messages
   * @throws InvalidPipelineException if a value is out of range
   */
  static Map<Setting<?>, Object> declared(StageDefaults declaration, Class<?> where) {
    if (declaration.stateful() && declaration.stateless()) {
      throw new InvalidPipelineException(
          ProblemKind.SETTINGS_CLASH,
          "%s: declares itself both stateful and stateless".formatted(where.getName()));
    }
    Map<Setting<?>, Object> values = new HashMap<>();
    ALL.forEach(setting -> setting.declare(declaration, values));
    return Map.copyOf(values);
  }

  private void declare(StageDefaults declaration, Map<Setting<?>, Object> values) {
    T value = declared.apply(declaration);
    if (!value.equals(absent)) {
      values.put(this, checked.apply(value));
    }
  }

  /** Returns its value among those given. */
  @SuppressWarnings("unchecked") // Under a setting is a value of its type.
  T in(Map<Setting<?>, Object> values) {
    return (T) values.getOrDefault(this, absent);
  }

  /**
   * Returns the values with another one of this setting.
   *
   * @throws InvalidPipelineException if it is out of range
   */
  Map<Setting<?>, Object> put(Map<Setting<?>, Object> values, T value) {
    Map<Setting<?>, Object> changed = new HashMap<>(values);
    changed.put(this, checked.apply(Objects.requireNonNull(value, name)));
    return Map.copyOf(changed);
  }

  /** Returns the values without one of this setting. */
  Map<Setting<?>, Object> without(Map<Setting<?>, Object> values) {
    Map<Setting<?>, Object> rest = new HashMap<>(values);
    rest.remove(this);
    return Map.copyOf(rest);
  }

  // Two settings are never the same, whatever they are made of.

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  private static <T> Setting<T> any(String name, T absent, Function<StageDefaults, T> declared) {
    return new Setting<>(name, absent, UnaryOperator.identity(), declared);
  }

  private static Setting<Boolean> flag(String name, Function<StageDefaults, Boolean> declared) {
    return any(name, false, declared);
  }

  private static Setting<Integer> number(
      String name, int absent, int least, int most, Function<StageDefaults, Integer> declared) {
    return new Setting<>(name, absent, value -> inRange(name, value, least, most), declared);
  }

  private static <T> Optional<T> given(T value, T absent) {
    return value.equals(absent) ? Optional.empty() : Optional.of(value);
  }

  private static int inRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new InvalidPipelineException(
          ProblemKind.OUT_OF_RANGE,
          "%s: must be from %d to %d".formatted(Face.given(name, value), least, most));
    }
    return value;
  }

  private static Optional<String> requireSkipLimit(Optional<String> limit) {
    String text = limit.orElse("");
    if (!text.matches(BLOCKS) && !text.matches(SHARE)) {
      throw new InvalidPipelineException(
          ProblemKind.OUT_OF_RANGE,
          "%s: must be a number of blocks, or a share of them from 0%% to 100%%, such as 5%%"
              .formatted(Face.given("max-skipped", text)));
    }
    return limit;
  }

  private static String requireName(String value) {
    if (value.matches("row\\d+\\.\\d+")) {
      throw new InvalidPipelineException(
          ProblemKind.MALFORMED_NAME,
          "processor name '%s': names of this form are made from places; choose another"
              .formatted(value));
    }
    return Names.require("processor name", value);
  }

  private static Duration inRange(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      String days = most.toDays() > 0 ? most.toDays() + " days" : most.toHours() + " h";
      throw new InvalidPipelineException(
          ProblemKind.OUT_OF_RANGE,
          "%s: must be from %d ms to %s"
              .formatted(Face.given(name, value), least.toMillis(), days));
    }
    return value;
  }

  private static Optional<String> requireHeap(Optional<String> given) {
    String size = given.orElse("");
    if (!size.matches("[1-9]\\d{0,14}[kKmMgG]?")) {
      throw new InvalidPipelineException(
          ProblemKind.OUT_OF_RANGE,
          "%s: must be a number with an optional k, m or g, such as 512m"
              .formatted(Face.given("heap", size)));
    }
    if (bytes(size) < LEAST_HEAP_BYTES) {
      throw new InvalidPipelineException(
          ProblemKind.OUT_OF_RANGE,
          "%s: must be at least %d bytes, or no JVM starts with it"
              .formatted(Face.given("heap", size), LEAST_HEAP_BYTES));
    }
    return given;
  }

  private static double bytes(String heap) {
    int unit = "kmg".indexOf(Character.toLowerCase(heap.charAt(heap.length() - 1))) + 1;
    String number = unit == 0 ? heap : heap.substring(0, heap.length() - 1);
    return Long.parseLong(number) * Math.pow(1024, unit);
  }

  private static List<String> requireArguments(List<String> args) {
    for (String arg : args) {
      if (arg.isBlank()) {
        throw new InvalidPipelineException(
            ProblemKind.OUT_OF_RANGE,
            "%s: must not be blank".formatted(Face.given("jvm-args", arg)));
      }
    }
    return List.copyOf(args);
  }

  private static Map<String, String> requireVariables(Map<String, String> variables) {
    variables.forEach(
        (name, value) -> {
          boolean named = !name.isEmpty() && name.indexOf('=') < 0;
          if (!named || (name + value).indexOf('\0') >= 0) {
            throw new InvalidPipelineException(
                ProblemKind.OUT_OF_RANGE,
                "%s: must have a name without '=', and no NUL in name or value"
                    .formatted(Face.given("environment", name)));
          }
        });
    return Map.copyOf(variables);
  }

  private static Map<String, String> variables(StageDefaults declaration) {
    Map<String, String> variables = new HashMap<>();
    for (String variable : declaration.environment()) {
      int end = Math.max(0, variable.indexOf('='));
      variables.put(
          variable.substring(0, end), variable.substring(Math.min(end + 1, variable.length())));
    }
    return variables;
  }
}
