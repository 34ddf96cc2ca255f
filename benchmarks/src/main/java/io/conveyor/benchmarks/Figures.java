package io.conveyor.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/** All figures, in the order in which they are told. */
final class Figures {

  static final List<Figure> ALL =
      List.of(
          new UnevenWork(),
          new PlusOne(3),
          new PlusOne(8),
          new ByteArrays(1 << 20, false),
          new ByteArrays(8 << 10, false),
          new ByteArrays(1 << 20, true),
          FileToFile.numbers(),
          FileToFile.text(),
          FileToFile.objects(),
          FileToFile.rows(),
          new OneByOne(),
          new Tapped("full"),
          new Tapped("sample", "--sample", "1/1000"),
          new Foretold(),
          new Idle(),
          new CommandTime(
              "quickstart",
              "four workers, a source whose classes are kept",
              "run",
              "examples/fourth-root.yaml"),
          new CommandTime(
              "validate",
              "a source whose classes are kept",
              "validate",
              "examples/word-count.yaml"),
          new CommandTime("version", "nothing else", "--version"),
          new Startup(),
          new CpuBound(),
          new Sleeping(),
          new Replicas(),
          new WordCount());

  /** Those that are measured only when they are named. */
  static final List<Figure> LONG = List.of(Endurance.small(), Endurance.large());

  private Figures() {}

  /**
   * Returns the figures of those names, or all if there are none.
   *
   * @throws IllegalArgumentException if there is no figure of one of the names
   */
  static List<Figure> named(List<String> names) {
    return names.isEmpty() ? ALL : names.stream().map(Figures::named).toList();
  }

  private static Figure named(String name) {
    return Stream.concat(ALL.stream(), LONG.stream())
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no figure '%s' among %s"
                        .formatted(
                            name,
                            Stream.concat(ALL.stream(), LONG.stream())
                                .map(Figure::name)
                                .toList())));
  }
}
