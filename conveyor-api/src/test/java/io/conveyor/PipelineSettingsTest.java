package io.conveyor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.conveyor.ConveyorException.Category;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What settings take, and what they refuse. */
class PipelineSettingsTest {

  private final PipelineSettings defaults = PipelineSettings.defaults();

  private PipelineSettings.Builder builder() {
    return defaults.toBuilder();
  }

  private static void assertRefused(String message, Executable setter) {
    InvalidPipelineException e = assertThrows(InvalidPipelineException.class, setter);
    assertEquals(message, e.getMessage());
    assertEquals(Category.USAGE, e.category());
  }

  @Test
  void builderChangesNothingByItself() {
    assertEquals(defaults, builder().build());
    ProcessSettings processes = ProcessSettings.defaults();
    assertEquals(processes, processes.toBuilder().build());
  }

  @Test
  void builderChangesOneSettingEach() {
    ClassLoader loader = ClassLoader.getPlatformClassLoader();
    DurableRun run = DurableRun.in(Path.of("r")).begunWith(Map.of("input", "1"));
    UnaryOperator<String> masking = String::strip;
    assertEquals(
        new PipelineSettings(1, 64, Path.of("l"), 3, run, List.of(Path.of("c")), loader, masking),
        builder()
            .sharedMemory(1)
            .durable(run)
            .largestBlock(64)
            .deadLetters(Path.of("l"))
            .deadLetterLimit(3)
            .classes(List.of(Path.of("c")), loader)
            .masking(masking)
            .build());
  }

  @Test
  void classPathIsCopied() {
    List<Path> classPath = new ArrayList<>(List.of(Path.of("c")));
    PipelineSettings settings = builder().classes(classPath, defaults.classLoader()).build();
    classPath.clear();
    assertEquals(List.of(Path.of("c")), settings.classPath());
  }

  @Test
  void sharedMemoryIsNotNegative() {
    assertEquals(0, builder().sharedMemory(0).build().sharedMemoryBytes());
    assertRefused(
        "sharedMemory(-1): must be at least 0 bytes", () -> builder().sharedMemory(-1).build());
  }

  @Test
  void largestBlockIsInRange() {
    assertRefused(
        "largestBlock(63): must be at least 64 bytes", () -> builder().largestBlock(63).build());
    assertRefused(
        "largestBlock(536870913): must be at most 536870912 bytes",
        () -> builder().largestBlock((512 << 20) + 1).build());
  }

  @Test
  void allNumbersOutOfRangeAreReportedAtOnce() {
    InvalidPipelineException e =
        assertThrows(
            InvalidPipelineException.class,
            () -> builder().sharedMemory(-1).largestBlock(0).deadLetterLimit(0).build());
    assertEquals(3, e.problems().size());
  }

  @Test
  void settingsOfProcessesAreOptions() {
    ProcessSettings settings =
        ProcessSettings.defaults().toBuilder()
            .directory(Path.of("d"))
            .pipeSize(8 << 20)
            .startTimeout(Duration.ofMinutes(5))
            .livenessTimeout(Duration.ofMinutes(2))
            .healthyAfter(Duration.ofSeconds(3))
            .restartBackoff(Duration.ofMillis(10))
            .stopGrace(Duration.ofSeconds(20))
            .drainTimeout(Duration.ofSeconds(7))
            .postMortem(Path.of("failures"))
            .payload(false)
            .build();
    Map<String, String> written =
        Map.of(
            "post-mortem", "failures",
            "payload", "false",
            "directory", "d",
            "pipe-size", "8MiB",
            "start-timeout", "5m",
            "liveness-timeout", "2m",
            "healthy-after", "3s",
            "restart-backoff", "10ms",
            "stop-grace", "20s",
            "drain-timeout", "7s");
    assertEquals(settings, ProcessSettings.of(settings.options()));
    assertEquals(settings, ProcessSettings.of(written));
    assertEquals(Map.of(), ProcessSettings.defaults().options());
    assertEquals(ProcessSettings.OPTIONS, settings.options().keySet().stream().toList());
  }

  @Test
  void settingsOfProcessesAreInRange() {
    assertRefused(
        "pipeSize(...): must be at least 4194304 bytes, but is 4194303",
        () -> ProcessSettings.defaults().toBuilder().pipeSize((4 << 20) - 1).build());
    assertRefused(
        "startTimeout(...): must be at most 86400000 ms, but is 86400001",
        () -> ProcessSettings.of(Map.of("start-timeout", "86400001ms")));
    assertRefused(
        "livenessTimeout(...): must be at least 1000 ms, but is 999",
        () -> ProcessSettings.of(Map.of("liveness-timeout", "999ms")));
    assertRefused(
        "healthyAfter(...): must be at least 1000 ms, but is 0",
        () -> ProcessSettings.defaults().toBuilder().healthyAfter(Duration.ZERO).build());
    assertRefused(
        "restartBackoff(...): must be at most 3600000 ms, but is 3600001",
        () -> ProcessSettings.of(Map.of("restart-backoff", "3600001ms")));
    assertRefused(
        "payload(...): must be true or false, but is 'no'",
        () -> ProcessSettings.of(Map.of("payload", "no")));
    assertRefused(
        "stopGrace(...): must be at least 1000 ms, but is 10",
        () -> ProcessSettings.of(Map.of("stop-grace", "10ms")));
    assertRefused(
        "drainTimeout(...): must be at least 100 ms, but is 1",
        () -> ProcessSettings.of(Map.of("drain-timeout", "1ms")));
  }

  @Test
  void optionsThatAreWrongForProcessesAreReportedAtOnce() {
    InvalidPipelineException e =
        assertThrows(
            InvalidPipelineException.class,
            () ->
                ProcessSettings.of(
                    Map.of("pipe-size", "big", "start-timeout", "9", "pipesize", "1")));
    assertEquals(
        List.of(
            "pipeSize(...): must be a size, such as 10B, 512KiB, 64MiB or 2GiB, but is 'big'",
            "startTimeout(...): must be a length of time, such as 500ms, 30s or 5m, but is '9'",
            "pipesize: engine 'processes' has no such option; did you mean 'pipe-size'?"),
        e.problems());
  }

  @Test
  void durableRunHasAPlaceAndAnInterval() {
    DurableRun run = DurableRun.in(Path.of("r"));
    assertEquals(Path.of("r").toAbsolutePath(), Path.of(run.place()));
    assertEquals(Duration.ofSeconds(10), run.sync());
    assertRefused(
        "durable(runs/1): must be a URI with a scheme, such as file:///var/runs",
        () -> DurableRun.at(URI.create("runs/1")));
    assertRefused(
        "sync(PT24H0.001S): must be from 0 to 24 hours",
        () -> run.sync(Duration.ofDays(1).plusMillis(1)));
    assertRefused(
        "sync(PT-1S): must be from 0 to 24 hours", () -> run.sync(Duration.ofSeconds(-1)));
  }
}
