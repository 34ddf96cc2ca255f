package io.conveyor.benchmarks;

import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A whole task from file to file by the command, beside the same in one process. */
final class WordCount implements Figure {

  private static final int LINES = 500_000;
  private static final int WORDS = 5_000;

  @Override
  public String name() {
    return "word-count";
  }

  @Override
  public String title() {
    return "words counted from a file of half a million lines to another, by conveyor run of"
        + " examples/word-count.yaml, against a parallel stream in one JVM; starts included.";
  }

  @Override
  public void measure(int rounds, Sheet sheet) throws Exception {
    Path directory = Files.createTempDirectory("words");
    Path text = directory.resolve("in");
    Path counted = directory.resolve("out");
    try {
      write(text);
      for (int round = 0; round < rounds; round++) {
        double conveyor = Commands.seconds(conveyor(text), counted.toFile());
        String expected = Files.readString(counted);
        double stream = Commands.seconds(stream(text), counted.toFile());
        if (!expected.equals(Files.readString(counted))) {
          throw new IllegalStateException("the two counts differ");
        }
        sheet.add("conveyor run", "s", conveyor, "stream", stream);
      }
    } finally {
      for (File file : List.of(text.toFile(), counted.toFile(), directory.toFile())) {
        Files.deleteIfExists(file.toPath());
      }
    }
  }

  private static List<String> conveyor(Path text) {
    List<String> command = new ArrayList<>();
    command.add(Commands.conveyor());
    command.addAll(List.of("run", "examples/word-count.yaml", "--input", text.toString()));
    return command;
  }

  private static List<String> stream(Path text) {
    return Commands.bareJvm(WordCount.class, text.toString());
  }

  /** Lines of ten words, some of which are common and most are not. */
  private static void write(Path file) throws IOException {
    Random random = new Random(1);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < LINES; i++) {
        out.write(
            IntStream.range(0, 10)
                .mapToObj(word -> "word" + (int) (WORDS * Math.pow(random.nextDouble(), 3)))
                .collect(Collectors.joining(" ")));
        out.newLine();
      }
    }
  }

  /** The same in one process. */
  public static void main(String[] args) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(args[0]))) {
      Map<String, Long> counts =
          lines
              .parallel()
              .flatMap(line -> Stream.of(line.strip().split("\\s+")))
              .filter(word -> !word.isEmpty())
              .collect(Collectors.groupingByConcurrent(word -> word, Collectors.counting()));
      new TreeMap<>(counts).forEach((word, count) -> System.out.printf("%7d %s%n", count, word));
    }
  }
}
