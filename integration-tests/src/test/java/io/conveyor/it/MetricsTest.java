package io.conveyor.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.RunHandle;
import io.conveyor.metrics.PipelineMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeavesNothingBehind.class)
class MetricsTest {

  private static final Duration DEADLINE = Duration.ofMinutes(2);

  @TempDir private Path scratch;
  private String pipeline = "";

  @BeforeEach
  void writePipeline() throws IOException {
    Path file = scratch.resolve("p.yaml");
    Files.writeString(
        file,
        """
        name: numbers
        stages:
          - processor: Integer::parseInt
            name: parse
            on-error: skip
          - processor: Math::negateExact
            name: negate
        """);
    pipeline = file.toString();
  }

  private Command.Outcome run(String input, String metrics, String... more) {
    return InProcess.run(
        input,
        Stream.concat(Stream.of("run", pipeline, "--metrics", metrics), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void aFileSaysWhatTheRunDidAndHowItEnded() throws IOException {
    Path file = scratch.resolve("run.prom");
    assertEquals(0, run("1\ntwo\n3\n", file.toString()).exitCode());
    List<String> lines = Files.readAllLines(file);
    assertTrue(
        lines.contains("# TYPE conveyor_stage_busy_seconds_total counter"), () -> "" + lines);
    for (String line :
        List.of(
            "conveyor_inputs_total{pipeline=\"numbers\"} 3.0",
            "conveyor_results_total{pipeline=\"numbers\"} 2.0",
            "conveyor_run_success{pipeline=\"numbers\"} 1.0",
            "conveyor_stage_input_blocks_total{pipeline=\"numbers\",stage=\"parse\"} 3.0",
            "conveyor_stage_skipped_blocks_total{pipeline=\"numbers\",stage=\"parse\"} 1.0",
            "conveyor_stage_output_blocks_total{pipeline=\"numbers\",stage=\"negate\"} 2.0",
            "conveyor_stage_block_duration_seconds_count{pipeline=\"numbers\",stage=\"parse\"} 3",
            "conveyor_stage_workers{pipeline=\"numbers\",stage=\"negate\"} 1.0")) {
      assertTrue(lines.contains(line), () -> line + " among\n" + String.join("\n", lines));
    }

    assertEquals(
        1, run("two\n", file.toString(), "--set", "stages.parse.on-error=fail").exitCode());
    assertTrue(Files.readString(file).contains("conveyor_run_success{pipeline=\"numbers\"} 0.0"));
    try (Stream<Path> left = Files.list(scratch)) {
      assertEquals(
          List.of("p.yaml", "run.prom"),
          left.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void whatCannotBeHadIsRefusedBeforeTheRun() throws IOException {
    Path other = Files.writeString(scratch.resolve("other.prom"), "# HELP node_load1\n");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      refused(2, "0.0.0.0:9464", "say :9464");
      refused(2, "somewhere", "name a port of this machine, such as :9464, or a file");
      refused(2, ":99999", "':99999' is no place for metrics");
      refused(2, other.toString(), "was not written by this option, and so is not replaced");
      refused(5, scratch.resolve("no/run.prom").toString(), "no/run.prom cannot be written");
      refused(5, ":" + taken.getLocalPort(), "cannot be had (Address already in use)");
    }
    assertEquals("# HELP node_load1\n", Files.readString(other));
  }

  private void refused(int exitCode, String metrics, String message) {
    Command.Outcome outcome = run("1\n", metrics);
    assertEquals(exitCode, outcome.exitCode(), outcome.errors());
    assertTrue(outcome.errors().contains(message), outcome.errors());
    assertEquals("", outcome.output());
  }

  @Test
  void aRunIsScrapedWhileItGoesOn() throws Exception {
    Process process =
        Command.conveyor("run", pipeline, "--metrics", ":0").errorsTo(scratch.resolve("e")).start();
    try (BufferedWriter inputs = process.outputWriter(StandardCharsets.UTF_8);
        BufferedReader results = process.inputReader(StandardCharsets.UTF_8)) {
      inputs.write("1\n2\n");
      inputs.flush();
      assertEquals(List.of("-1", "-2"), List.of(results.readLine(), results.readLine()));
      URI metrics = served();
      // A worker counts what it has done when it has given it away.
      await()
          .atMost(DEADLINE)
          .until(
              () ->
                  scrape(metrics)
                      .body()
                      .contains(
                          "conveyor_stage_input_blocks_total{pipeline=\"numbers\",stage=\"negate\"} 2.0"));
      HttpResponse<String> scraped = scrape(metrics);
      assertTrue(
          scraped.headers().firstValue("Content-Type").orElse("").contains("openmetrics"),
          scraped::toString);
      assertTrue(scraped.body().endsWith("# EOF\n"), scraped.body());
      assertFalse(scraped.body().contains("conveyor_run_success"), scraped.body());
    }
    assertEquals(0, process.waitFor());
  }

  private URI served() throws IOException {
    String said = Files.readString(scratch.resolve("e"));
    int url = said.indexOf("http://127.0.0.1:");
    assertTrue(url >= 0, said);
    return URI.create(said.substring(url).lines().findFirst().orElseThrow());
  }

  private static HttpResponse<String> scrape(URI metrics) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(metrics)
            .header("Accept", "application/openmetrics-text; version=1.0.0")
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Test
  void aProgramRegistersARun() {
    PrometheusRegistry registry = new PrometheusRegistry();
    try (Pipeline negating =
            new Pipeline().add(new Processor(Jobs::plusOne).name("increment")).open();
        RunHandle run = negating.start(List.of(1, 2, 3))) {
      registry.register(new PipelineMetrics("numbers", run::report));
      run.await();
      CounterSnapshot given =
          (CounterSnapshot)
              registry.scrape("conveyor_stage_output_blocks"::equals).stream()
                  .findFirst()
                  .orElseThrow();
      assertEquals(3, given.getDataPoints().get(0).getValue());
      assertEquals("increment", given.getDataPoints().get(0).getLabels().get("stage"));
    }
  }
}
