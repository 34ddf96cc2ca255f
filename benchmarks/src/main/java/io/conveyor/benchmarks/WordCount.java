package io.conveyor.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A real job, from file to file through the command. */
final class WordCount implements Figure {

  private static final int LINES = 500_000;
  private static final int WORDS = 50_000;

  @Override
  public String name() {
    return "word-count";
  }

  @Override
  public String title() {
    return "the words of half a million lines counted by conveyor run, from file to file, with 2"
        + " workers, against a stream in one JVM; starts included. By stream stages, whose workers"
        + " each give one map, with little work for each word and with more; and by"
        + " examples/word-count.yaml, which sends a map for each line.";
  }

  @Override
  public void measure(int rounds, Sheet sheet) throws Exception {
    Path directory = Files.createTempDirectory("words");
    try {
      Path text = directory.resolve("in");
      write(text);
      for (int round = 0; round < rounds; round++) {
        compare(sheet, "stream stages", "benchmarks/pipelines/words.yaml", text, "");
        compare(sheet, "stream stages, hard", "benchmarks/pipelines/hard-words.yaml", text, "hard");
        double each = Commands.seconds(conveyor("examples/word-count.yaml", text, "printed"));
        sheet.add("a map for each line", "s", each, "stream", stream(text, "sequential", ""));
      }
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void compare(Sheet sheet, String what, String pipeline, Path text, String hard)
      throws Exception {
    double conveyor = Commands.seconds(conveyor(pipeline, text, "out"));
    String counted = Files.readString(text.resolveSibling("out"));
    double sequential = stream(text, "sequential", hard);
    double parallel = stream(text, "parallel", hard);
    if (!counted.equals(Files.readString(text.resolveSibling("expected")))) {
      throw new IllegalStateException("the counts differ");
    }
    sheet.add(what, "s", conveyor, "stream", sequential);
    sheet.add(what + " (p)", "s", conveyor, "parallel stream", parallel);
  }

  private static List<String> conveyor(String pipeline, Path text, String output) {
    Path out = text.resolveSibling(output);
    return List.of(
        Commands.conveyor(),
        "run",
        "-q",
        pipeline,
        "--input",
        text.toString(),
        "--output",
        out.toString());
  }

  private static double stream(Path text, String kind, String hard) throws Exception {
    String out = text.resolveSibling("expected").toString();
    return Commands.seconds(Commands.bareJvm(WordCount.class, text.toString(), out, kind, hard));
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
    UnaryOperator<String> work = args[3].isEmpty() ? UnaryOperator.identity() : Words::hard;
    try (Stream<String> file = Files.lines(Path.of(args[0]));
        PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(args[1])))) {
      Stream<String> lines = args[2].equals("parallel") ? file.parallel() : file;
      Map<String, Long> counts =
          lines
              .flatMap(Words::of)
              .map(work)
              .collect(Collectors.groupingBy(word -> word, Collectors.counting()));
      new TreeMap<>(counts).entrySet().forEach(count -> out.println(Words.line(count)));
    }
  }
}
