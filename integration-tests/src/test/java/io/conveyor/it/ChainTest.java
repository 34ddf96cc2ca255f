package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.conveyor.Bound;
import io.conveyor.Chain;
import io.conveyor.Pipeline;
import io.conveyor.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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

  @Test
  void fetchesPagesAndTakesTheirTitles() throws IOException {
    try (Pages pages = new Pages()) {
      Chain<String, String> getTitles =
          Chain.of(String.class).stream(ChainTest::fetch).workers(2).stream(ChainTest::titles);
      try (Results<String> titles = getTitles.over(pages.addresses()).results()) {
        assertEquals(Pages.titles(), titles.stream().sorted().toList());
      }
      assertEquals(
          Pages.MOST_COMMON,
          getTitles.stream(ChainTest::mostCommon).over(pages.addresses()).execute());
    }
  }

  private static Chain<Integer, Integer> addN(int n) {
    return Chain.of((Integer number) -> number + n);
  }

  @Test
  void isComposedAgainAndRunAgain() {
    Chain<Integer, Integer> addSeven = addN(7).with(processor -> processor.workers(2));
    Chain<Integer, Integer> twice = addSeven.then(addSeven);
    Bound<Integer> bound = twice.over(IntStream.range(0, 100).boxed().toList());
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
        new Pipeline().add(chain).add(Chain.of(Integer.class).window(2, StageJobs::difference))) {
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
