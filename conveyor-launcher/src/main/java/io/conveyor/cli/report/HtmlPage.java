package io.conveyor.cli.report;

import io.conveyor.Pipeline;
import io.conveyor.RunReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The report as one page, which needs nothing else: what draws charts is within. All that comes
 * from the run is data or text there, never markup.
 */
final class HtmlPage {

  static final String START = "<!DOCTYPE html>\n<!-- conveyor report -->\n";

  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private HtmlPage() {}

  /**
   * Returns the page.
   *
   * @param json what {@link ReportData} has
   */
  static String of(Pipeline pipeline, RunReport report, String json) {
    StringBuilder page = new StringBuilder(START);
    page.append(resource("page.html"));
    put(page, "CHART-STYLE", resource(CHARTS + "uPlot.min.css"));
    put(page, "STYLE", resource("page.css"));
    put(page, "CHARTS", resource(CHARTS + "uPlot.iife.min.js"));
    put(page, "SCRIPT", resource("page.js"));
    put(page, "GRAPH", new Throughput(pipeline.topology(), report).graph(pipeline.name()));
    // Within a script nothing but this ends it, and in JSON it stands in texts alone.
    put(page, "DATA", json.replace("<", "\\u003c"));
    return page.toString();
  }

  private static void put(StringBuilder page, String place, String content) {
    String marked = "<!--" + place + "-->";
    int at = page.indexOf(marked);
    page.replace(at, at + marked.length(), content);
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(HtmlPage.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
