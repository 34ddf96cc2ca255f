package io.conveyor.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Metrics with the real Prometheus, where it is on the path. */
@ExtendWith(LeavesNothingBehind.class)
@EnabledIf("isThere")
@Tag("thorough")
class PrometheusTest {

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path scratch;

  static boolean isThere() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "promtool")));
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  @Test
  void scrapesARun() throws Exception {
    Files.writeString(
        scratch.resolve("p.yaml"),
        "name: doubled\nstages:\n  - processor: Integer::parseInt\n    name: parse\n");
    Process run =
        Command.conveyor("run", "p.yaml", "--metrics", ":0")
            .in(scratch)
            .errorsTo(scratch.resolve("e"))
            .start();
    try (BufferedWriter inputs = run.outputWriter(StandardCharsets.UTF_8)) {
      inputs.write("1\n2\n3\n");
      inputs.flush();
      URI metrics = served();
      agreesWithTheirLinter(metrics);
      scrapes(metrics);
    }
    assertEquals(0, run.waitFor());
  }

  private URI served() {
    Path errors = scratch.resolve("e");
    await().atMost(DEADLINE).until(() -> Files.readString(errors).contains("/metrics\n"));
    try {
      String said = Files.readString(errors);
      String url = said.substring(said.indexOf("http://")).lines().findFirst().orElseThrow();
      return URI.create(url);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String get(URI uri) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  private void agreesWithTheirLinter(URI metrics) throws Exception {
    Path text = Files.writeString(scratch.resolve("metrics"), get(metrics));
    Process linter =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(text.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(linter.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("", said);
    assertEquals(0, linter.waitFor());
  }

  private void scrapes(URI metrics) throws Exception {
    Path settings =
        Files.writeString(
            scratch.resolve("prometheus.yml"),
            """
            scrape_configs:
              - job_name: conveyor
                scrape_interval: 1s
                static_configs: [{targets: ['%s']}]
            """
                .formatted(metrics.getAuthority()));
    int port = freePort();
    Process prometheus =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + settings,
                "--storage.tsdb.path=" + scratch.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("log").toFile())
            .start();
    try {
      String query =
          URLEncoder.encode(
              "conveyor_stage_input_blocks_total{pipeline=\"doubled\",stage=\"parse\"}",
              StandardCharsets.UTF_8);
      URI question = URI.create("http://127.0.0.1:%d/api/v1/query?query=%s".formatted(port, query));
      await()
          .alias("what Prometheus knows; its log: " + scratch.resolve("log"))
          .atMost(DEADLINE)
          .ignoreExceptions()
          .until(() -> value(get(question)).equals("3"));
    } finally {
      prometheus.destroy();
      assertTrue(prometheus.waitFor() >= 0);
    }
  }

  private static String value(String answer) throws IOException {
    JsonNode value = JSON.readTree(answer).at("/data/result/0/value/1");
    return value.asText();
  }
}
