package io.conveyor.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** A file through processors into a file by the command, against a tool that does the same. */
final class FileToFile implements Figure {

  private final String name;
  private final String title;
  private final String tool;
  private final String shell;
  private final long lines;
  private final LongFunction<String> line;
  private final String header;

  private FileToFile(
      String name,
      String title,
      String tool,
      String shell,
      String header,
      long lines,
      LongFunction<String> line) {
    this.name = name;
    this.title = title;
    this.tool = tool;
    this.shell = shell;
    this.header = header;
    this.lines = lines;
    this.line = line;
  }

  static FileToFile numbers() {
    return new FileToFile(
        "numbers",
        "ten million numbers through three processors that add one, against three mawks",
        "mawk",
        "mawk '{ print $1 + 1 }' in | mawk '{ print $1 + 1 }' | mawk '{ print $1 + 1 }'",
        "",
        10_000_000,
        Long::toString);
  }

  static FileToFile text() {
    return new FileToFile(
        "text",
        "a gigabyte of lines that are trimmed, made upper case and filtered by length, against three mawks",
        "mawk",
        "mawk '{ gsub(/^ +| +$/, \"\"); print }' in | mawk '{ print toupper($0) }' | mawk 'length($0) > %d'"
            .formatted(FileJobs.SHORT_LINE),
        "",
        11_000_000,
        i -> "  " + "word number ".repeat(5 + (int) (i % 4)) + i + " ");
  }

  static FileToFile objects() {
    return new FileToFile(
        "objects",
        "two million JSON objects as records, a field of which is changed, against jq",
        "jq",
        "jq -c '.score += 1' in",
        "",
        2_000_000,
        FileToFile::person);
  }

  static FileToFile rows() {
    return new FileToFile(
        "rows",
        "a gigabyte of CSV as records, which get a column more, against Miller",
        "mlr",
        "mlr --icsv --ocsv put '$total = $price * $count' in",
        "id,item,price,count,day",
        20_000_000,
        FileToFile::sale);
  }

  private static String person(long i) {
    return ("{\"id\":%d,\"name\":\"person %d of many more\",\"active\":true,\"score\":%d.25,"
            + "\"tags\":[\"a\",\"bc\",\"def\"],\"address\":{\"street\":\"%d Long Street\","
            + "\"city\":\"Springfield\",\"zip\":\"%05d\"}}")
        .formatted(i, i, i % 100, i % 1000, i % 100_000);
  }

  private static String sale(long i) {
    return "%d,item number %d,%d.%02d,%d,2026-01-%02d"
        .formatted(i, i % 10_000, i % 1000, i % 100, i % 50, 1 + i % 28);
  }

  @Override
  public String name() {
    return "file-" + name;
  }

  @Override
  public String title() {
    return title + "; file to file by conveyor run, starts included.";
  }

  @Override
  public void measure(int rounds, Sheet sheet) throws Exception {
    if (!isThere(tool)) {
      System.out.println("left out: there is no " + tool + " to measure against");
      return;
    }
    Path directory = Files.createTempDirectory("files");
    try {
      Path in = directory.resolve("in");
      write(in);
      for (int round = 0; round < rounds; round++) {
        double conveyor = Commands.seconds(conveyor(in));
        String inDirectory = "cd '" + directory + "' && " + shell + " > expected";
        double other = Commands.seconds(List.of("sh", "-c", inDirectory));
        compare(directory.resolve("out"), directory.resolve("expected"));
        sheet.add(name, "s", conveyor, tool, other);
      }
    } finally {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
    }
  }

  private static boolean isThere(String command) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
  }

  private void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      if (!header.isEmpty()) {
        out.write(header);
        out.write('\n');
      }
      for (long i = 0; i < lines; i++) {
        out.write(line.apply(i));
        out.write('\n');
      }
    }
  }

  private List<String> conveyor(Path in) {
    List<String> command = new ArrayList<>(List.of(Commands.conveyor(), "run", "-q"));
    command.add("benchmarks/pipelines/file-" + name + ".yaml");
    command.addAll(List.of("--input", in.toString()));
    command.addAll(List.of("--output", in.resolveSibling("out").toString()));
    String format = format();
    command.addAll(List.of("--input-format", format, "--output-format", format));
    return command;
  }

  private String format() {
    return switch (tool) {
      case "jq" -> "jsonl";
      case "mlr" -> "csv";
      default -> name.equals("numbers") ? "jsonl" : "lines";
    };
  }

  /** Tools write numbers in ways of their own: lines of text must be the same, others as many. */
  private void compare(Path out, Path expected) throws IOException {
    boolean same =
        tool.equals("mawk") ? Files.mismatch(out, expected) < 0 : lines(out) == lines(expected);
    if (!same) {
      throw new IllegalStateException("the results of " + name + " and " + tool + " differ");
    }
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> all = Files.lines(file)) {
      return all.count();
    }
  }
}
