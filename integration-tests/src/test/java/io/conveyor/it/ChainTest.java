package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.net.httpserver.HttpServer;
import io.conveyor.Chain;
import io.conveyor.Pipeline;
import io.conveyor.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeavesNothingBehind.class)
class ChainTest {

  private static final Pattern TITLE = Pattern.compile("<title>(.*?)</title>");

  static Stream<String> fetch(Stream<String> urls) {
    HttpClient client = HttpClient.newHttpClient();
    return urls.map(
        url -> {
          try {
            return client
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  static Stream<String> titles(Stream<String> pages) {
    return pages.map(TITLE::matcher).filter(Matcher::find).map(found -> found.group(1));
  }

  static Stream<String> mostCommon(Stream<String> titles) {
    Map<String, Long> counts =
        titles.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .stream();
  }

  private static HttpServer serve() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          int page = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
          String body =
              page % 5 == 0 ? "no title" : "<html><title>" + titleOf(page) + "</title></html>";
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String titleOf(int page) {
    return page % 3 == 0 ? "News" : "Page " + page;
  }

  @Test
  void fetchesPagesAndTakesTheirTitles() throws IOException {
    HttpServer server = serve();
    try {
      List<String> urls =
          IntStream.range(0, 30)
              .mapToObj(page -> "http://127.0.0.1:" + server.getAddress().getPort() + "/" + page)
              .toList();
      Chain<String, String> getTitles =
          Chain.<String, String>stream(ChainTest::fetch)
              .with(processor -> processor.workers(2))
              .then(Chain.stream(ChainTest::titles));
      try (Results<String> titles = getTitles.over(urls).results()) {
        assertEquals(
            IntStream.range(0, 30)
                .filter(page -> page % 5 != 0)
                .mapToObj(ChainTest::titleOf)
                .sorted()
                .toList(),
            titles.stream().sorted().toList());
      }
      assertEquals(
          "News", getTitles.then(Chain.stream(ChainTest::mostCommon)).over(urls).execute());
    } finally {
      server.stop(0);
    }
  }

  private static Chain<Integer, Integer> addN(int n) {
    return Chain.map((Integer number) -> number + n);
  }

  @Test
  void isComposedAgainAndRunAgain() {
    Chain<Integer, Integer> addSeven = addN(7).with(processor -> processor.workers(2));
    Chain<Integer, Integer> twice = addSeven.then(addSeven);
    Chain.Bound<Integer> bound = twice.over(IntStream.range(0, 100).boxed().toList());
    Set<Integer> expected = IntStream.range(14, 114).boxed().collect(Collectors.toSet());
    for (int run = 0; run < 2; run++) {
      try (Results<Integer> results = bound.results()) {
        assertEquals(expected, new HashSet<>(results.stream().toList()));
      }
    }
    assertEquals(100, bound.run().blocksOut());
  }

  @Test
  void beginsWithAProducerAndBecomesRowsOfAPipeline() {
    Chain<Void, Integer> chain =
        Chain.producer(() -> IntStream.range(0, 10).boxed())
            .with(processor -> processor.queueSize(5))
            .then(addN(5));
    assertEquals(14, chain.alone().execute());
    try (Pipeline pipeline =
        new Pipeline().add(chain).add(Chain.window(2, StageJobs::difference))) {
      assertEquals(3, pipeline.topology().nodes().size());
      try (Results<Integer> results = pipeline.results()) {
        assertEquals(List.of(1, 1, 1, 1, 1, 1, 1, 1, 1), results.stream().toList());
      }
    }
  }

  @Test
  void leavesNothingRunningWhenItsResultsAreClosedEarly() {
    Results<Integer> results = Chain.producer(StageJobs::naturals).then(addN(1)).alone().results();
    assertEquals(1, results.next());
    results.close();
    assertFalse(results.hasNext());
  }
}
