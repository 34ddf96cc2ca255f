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
import java.util.stream.Stream;

/** A real job, from file to file through the command. */
final class WordCount implements Figure {

  /** Half a gigabyte. */
  private static final int LINES = 8_000_000;

  private static final int HARD_LINES = 1_000_000;
  private static final int FEW_LINES = 500_000;
  private static final int WORDS_OF_A_LINE = 10;

  @Override
  public String name() {
    return "word-count";
  }

  @Override
  public String title() {
    return "words counted by conveyor run, from file to file, with 2 workers, against a stream in one"
        + " JVM; starts included. By stream stages, whose workers each give one map, of eight million"
        + " lines (half a gigabyte); of a million lines with more work for each word; of half a"
        + " million lines; and those by examples/word-count.yaml, which sends a map for each line.";
  }

  @Override
  public void measure(int rounds, Sheet sheet) throws Exception {
    Path directory = Files.createTempDirectory("words");
    try {
      Path text = directory.resolve("in");
      Path hard = directory.resolve("hard");
      Path few = directory.resolve("few");
      write(text, LINES);
      write(hard, HARD_LINES);
      write(few, FEW_LINES);
      for (int round = 0; round < rounds; round++) {
        compare(sheet, "stream stages", "words", text, "");
        compare(sheet, "stream stages, hard", "hard-words", hard, "hard");
        compare(sheet, "stream stages, few lines", "words", few, "");
        double each = Commands.seconds(conveyor("examples/word-count.yaml", few, "printed"));
        sheet.add("a map for each line", "s", each, "stream", stream(few, "sequential", ""));
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
    String file = "benchmarks/pipelines/" + pipeline + ".yaml";
    double conveyor = Commands.seconds(conveyor(file, text, "out"));
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

  /** Words of this project's documentation, as often as they occur there, in any order. */
  private static void write(Path file, int lines) throws IOException {
    String[] words = documentation().split("\\s+");
    Random random = new Random(1);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < lines; i++) {
        out.write(
            random
                .ints(WORDS_OF_A_LINE, 0, words.length)
                .mapToObj(word -> words[word])
                .collect(Collectors.joining(" ")));
        out.newLine();
      }
    }
  }

  private static String documentation() throws IOException {
    StringBuilder all = new StringBuilder(Files.readString(Commands.root().resolve("LICENSE")));
    try (Stream<Path> files = Files.walk(Commands.root().resolve("docs"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
        all.append(' ').append(Files.readString(file));
      }
    }
    return all.toString().strip();
  }

  /** The same in one process. */
  public static void main(String[] args) throws IOException {
    UnaryOperator<String> work = args[3].isEmpty() ? UnaryOperator.identity() : Words::hard;
    try (Stream<String> file = Files.lines(Path.of(args[0]));
        PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(args[1])))) {
      Stream<String> lines = args[2].equals("parallel") ? file.parallel() : file;
      Map<String, Long> counts = Words.count(lines, work);
      new TreeMap<>(counts).entrySet().forEach(count -> out.println(Words.line(count)));
    }
  }
}
