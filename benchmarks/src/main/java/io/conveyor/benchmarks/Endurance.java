package io.conveyor.benchmarks;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Very many blocks through three processors: whether the last ones cost what the first ones did.
 */
final class Endurance implements Figure {

  private static final int STAGES = 3;
  private static final int PARTS = 10;

  private final String name;
  private final String what;
  private final long count;
  private final Processor processor;
  private final LongFunction<Object> block;

  private Endurance(
      String name, String what, long count, Processor processor, LongFunction<Object> block) {
    this.name = name;
    this.what = what;
    this.count = count;
    this.processor = processor;
    this.block = block;
  }

  static Endurance small() {
    Processor plusOne = new Processor(Blocks::plusOne);
    return new Endurance("long-small", "a billion Integers", 1_000_000_000, plusOne, i -> (int) i);
  }

  static Endurance large() {
    byte[] large = new byte[1 << 20];
    Processor same = new Processor(Blocks::same);
    return new Endurance("long-large", "200 GB in arrays of 1 MiB", 190_735, same, i -> large);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return "%s through %d processors: the last tenth against the first; and what processes and run directory take then. Takes minutes a round."
        .formatted(what, STAGES);
  }

  @Override
  public void measure(int rounds, Sheet sheet) throws Exception {
    long part = count / PARTS;
    try (Pipeline pipeline = Blocks.row(processor, STAGES)) {
      Blocks.seconds(pipeline, LongStream.range(0, part / 2).mapToObj(block), part / 2);
      for (int round = 0; round < rounds; round++) {
        measure(pipeline, part, sheet);
      }
    }
  }

  private void measure(Pipeline pipeline, long part, Sheet sheet) throws IOException {
    double[] seconds = new double[PARTS];
    double[] memory = new double[PARTS];
    double[] disk = new double[PARTS];
    try (Results<Object> results =
        pipeline.results(LongStream.range(0, part * PARTS).mapToObj(block))) {
      Iterator<Object> each = results;
      for (int i = 0; i < PARTS; i++) {
        long start = System.nanoTime();
        for (long left = part; left > 0; left--) {
          each.next();
        }
        seconds[i] = (System.nanoTime() - start) / 1e9;
        memory[i] = Children.meanPss();
        disk[i] = diskMegabytes();
      }
      if (each.hasNext()) {
        throw new IllegalStateException("more came out than went in");
      }
    }
    int last = PARTS - 1;
    sheet.add("rate", "M blocks/s", part / seconds[last] / 1e6, "first", part / seconds[0] / 1e6);
    sheet.add("memory of a worker (PSS)", "MB", memory[last], "first", memory[0]);
    sheet.add("run directory", "MB", disk[last], "first", disk[0]);
  }

  /** What all run directories of this process take; holes do not count. */
  private static double diskMegabytes() throws IOException {
    double sum = 0;
    String own = "conveyor-" + ProcessHandle.current().pid() + "-";
    for (String place : new String[] {"/dev/shm", System.getProperty("java.io.tmpdir")}) {
      try (Stream<Path> runs = Files.list(Path.of(place))) {
        for (Path run :
            runs.filter(path -> path.getFileName().toString().startsWith(own)).toList()) {
          Process du = new ProcessBuilder("du", "-sk", run.toString()).start();
          String out = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
          sum += out.isEmpty() ? 0 : Long.parseLong(out.split("\\s")[0]) / 1e3;
        }
      }
    }
    return sum;
  }
}
