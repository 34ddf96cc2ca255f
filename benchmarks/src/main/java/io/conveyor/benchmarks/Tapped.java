package io.conveyor.benchmarks;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A run that somebody looks at, against the same one that nobody looks at. */
final class Tapped implements Figure {

  private static final int COUNT = 20_000_000;

  /** What a run does varies from one to the next. */
  private static final int RUNS = 5;

  private final String what;
  private final List<String> options;

  Tapped(String what, String... options) {
    this.what = what;
    this.options = List.of(options);
  }

  @Override
  public String name() {
    return "tap-" + what;
  }

  @Override
  public String title() {
    return ("five runs of twenty million Integers through 3 processors that add one, warmed up, while 'conveyor tap%s'"
            + " shows what the second one gives, against the same without, in turn.")
        .formatted(options.isEmpty() ? "" : " " + String.join(" ", options));
  }

  @Override
  public void measure(int rounds, Sheet sheet) throws Exception {
    try (Pipeline pipeline = Blocks.row(new Processor(Blocks::plusOne), 3)) {
      speed(pipeline);
      for (int round = 0; round < rounds; round++) {
        double alone = speed(pipeline);
        Process tap = tap(pipeline);
        double tapped;
        try {
          speed(pipeline); // Until the tap is there, and compiled.
          tapped = speed(pipeline);
        } finally {
          tap.destroy();
          tap.waitFor();
        }
        sheet.add(what, "M/s", tapped, "no tap", alone);
      }
    }
  }

  private static double speed(Pipeline pipeline) {
    double seconds = 0;
    for (int i = 0; i < RUNS; i++) {
      seconds += Blocks.seconds(pipeline, IntStream.range(0, COUNT).boxed(), COUNT);
    }
    return RUNS * COUNT / seconds / 1e6;
  }

  private Process tap(Pipeline pipeline) throws IOException {
    String stage = pipeline.topology().nodes().get(1).name();
    List<String> words = new ArrayList<>();
    words.add(Commands.conveyor());
    words.addAll(List.of("tap", Long.toString(ProcessHandle.current().pid()), stage));
    words.addAll(options);
    Path shown = Files.createTempFile("tapped", ".jsonl");
    shown.toFile().deleteOnExit();
    return new ProcessBuilder(words)
        .redirectOutput(shown.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
