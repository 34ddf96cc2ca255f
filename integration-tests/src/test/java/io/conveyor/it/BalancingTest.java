package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.BalancingFork;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.RunReport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which lane takes what, when one of two is held up by its first block. */
@ExtendWith(LeavesNothingBehind.class)
class BalancingTest {

  private static final int BLOCKS = 20;

  @ParameterizedTest(name = "{0}: the held lane takes {1}, the free one {2}")
  @CsvSource({"DEMAND, 1, 19", "ROUND_ROBIN, 10, 10"})
  void dealsByDemandUnlessAskedForTurns(BalancingFork.Policy policy, int held, int free) {
    try (Pipeline pipeline = new Pipeline().sharedMemory(12)) {
      pipeline.add(new BalancingFork(2, policy));
      pipeline.add(
          new Processor(Together::held).name("held").environment("UNTIL", Integer.toString(free)),
          new Processor(Together::free).name("free"));
      RunReport report = pipeline.run(IntStream.rangeClosed(1, BLOCKS));
      assertEquals(held, report.stage("held").blocksIn());
      assertEquals(free, report.stage("free").blocksIn());
      assertEquals(BLOCKS, report.blocksOut());
    }
  }
}
