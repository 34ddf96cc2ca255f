package io.conveyor.benchmarks;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * What somebody who writes Java would take instead: maps of Apache Flink that are not chained, in
 * one JVM. Prints the seconds from the first record behind a warm-up, in the first map, to the last
 * record in the last.
 */
final class FlinkMain {

  private static volatile long first;
  private static volatile long last;

  private FlinkMain() {}

  public static void main(String[] args) throws Exception {
    long count = Long.parseLong(args[0]);
    int stages = Integer.parseInt(args[1]);
    long warmUp = Long.parseLong(args[2]);
    var flink = StreamExecutionEnvironment.createLocalEnvironment(1);
    flink.disableOperatorChaining();
    var stream =
        flink
            .fromSequence(1, warmUp + count)
            .map(
                number -> {
                  if (number == warmUp + 1) {
                    first = System.nanoTime();
                  }
                  return number + 1;
                });
    for (int i = 2; i < stages; i++) {
      stream = stream.map(number -> number + 1);
    }
    long end = warmUp + count + stages - 1;
    stream
        .map(
            number -> {
              if (number == end) {
                last = System.nanoTime();
              }
              return number + 1;
            })
        .sinkTo(new DiscardingSink<>());
    flink.execute();
    System.out.println("seconds " + (last - first) / 1e9);
  }
}
