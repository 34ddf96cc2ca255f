package io.conveyor.spi;

import static io.conveyor.spi.PipelineSettings.MIN_PIPE_BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.conveyor.ConveyorException.Category;
import io.conveyor.InvalidPipelineException;
import io.conveyor.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What settings take, and what they refuse. */
class PipelineSettingsTest {

  private final PipelineSettings defaults = PipelineSettings.defaults();

  private static void assertRefused(String message, Executable setter) {
    InvalidPipelineException e = assertThrows(InvalidPipelineException.class, setter);
    assertEquals(message, e.getMessage());
    assertEquals(Category.USAGE, e.category());
  }

  @Test
  void defaultsFit() {
    assertSame(defaults, defaults.requireFitting());
  }

  @Test
  void settersChangeOneSettingEach() {
    ClassLoader loader = ClassLoader.getPlatformClassLoader();
    DurableRun run = new DurableRun(Path.of("r"), Map.of("input", "1"), Duration.ZERO, false);
    PipelineSettings all =
        defaults
            .withSharedMemory(1)
            .withDirectory(Path.of("d"))
            .withDurable(run)
            .withPipeBytes(MIN_PIPE_BYTES)
            .withLargestBlock(2)
            .withDeadLetters(Path.of("l"), 3)
            .withClasses(List.of(Path.of("c")), loader);
    assertEquals(
        new PipelineSettings(
            1,
            Path.of("d"),
            run,
            MIN_PIPE_BYTES,
            2,
            Path.of("l"),
            3,
            List.of(Path.of("c")),
            loader),
        all);
  }

  @Test
  void classPathIsCopied() {
    List<Path> classpath = new ArrayList<>(List.of(Path.of("c")));
    PipelineSettings settings = defaults.withClasses(classpath, defaults.classLoader());
    classpath.clear();
    assertEquals(List.of(Path.of("c")), settings.classpath());
  }

  @Test
  void sharedMemoryIsNotNegative() {
    assertEquals(0, defaults.withSharedMemory(0).sharedMemoryBytes());
    assertRefused(
        "shared-memory -1: must be at least 0 bytes", () -> defaults.withSharedMemory(-1));
  }

  @Test
  void pipesHaveLeastSize() {
    assertRefused(
        "pipe-size 4194303: must be at least 4194304 bytes",
        () -> defaults.withPipeBytes(MIN_PIPE_BYTES - 1));
  }

  @Test
  void largestBlockHasAtLeastOneByte() {
    assertRefused("largest-block 0: must be at least 1 bytes", () -> defaults.withLargestBlock(0));
  }

  @Test
  void allNumbersOutOfRangeAreReportedAtOnce() {
    InvalidPipelineException e =
        assertThrows(
            InvalidPipelineException.class,
            () ->
                new PipelineSettings(
                    -1, null, null, 0, 0, null, 0, List.of(), defaults.classLoader()));
    assertEquals(4, e.problems().size());
  }

  @Test
  void largestBlockIsAtMostQuarterOfPipe() {
    PipelineSettings small = defaults.withPipeBytes(MIN_PIPE_BYTES);
    assertEquals(1 << 20, small.withLargestBlock(1 << 20).requireFitting().largestBlockBytes());
    assertRefused(
        "largest-block 1048577: must be at most 1048576 bytes, a quarter of pipe-size 4194304;"
            + " lower it, or raise pipe-size to 4194308",
        () -> small.withLargestBlock((1 << 20) + 1).requireFitting());
    PipelineSettings huge = small.withLargestBlock(Integer.MAX_VALUE);
    assertRefused(
        "largest-block 2147483647: must be at most 1048576 bytes, a quarter of pipe-size 4194304;"
            + " lower it, or raise pipe-size to 8589934588",
        () -> new PipelineDefinition("p", Topology.of(List.of()), huge));
  }
}
