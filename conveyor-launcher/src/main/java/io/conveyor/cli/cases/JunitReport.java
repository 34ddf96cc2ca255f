package io.conveyor.cli.cases;

import io.conveyor.cli.terminal.Controls;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Tells programs what came of cases, as XML in the form that JUnit's runners have. */
final class JunitReport {

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  private JunitReport() throws XMLStreamException {
    xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
  }

  /** Returns the report, in UTF-8. */
  static byte[] of(Map<TestedFile, List<Outcome>> outcomes) throws IOException {
    try {
      JunitReport report = new JunitReport();
      report.write(outcomes);
      return report.text.toString().getBytes(StandardCharsets.UTF_8);
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private void write(Map<TestedFile, List<Outcome>> outcomes) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    begin("testsuites", outcomes.values().stream().flatMap(List::stream).toList());
    xml.writeCharacters("\n");
    for (Map.Entry<TestedFile, List<Outcome>> file : outcomes.entrySet()) {
      begin("testsuite", file.getValue());
      attribute("name", file.getKey().path().toString());
      xml.writeCharacters("\n");
      for (Outcome outcome : file.getValue()) {
        write(file.getKey(), outcome);
      }
      end();
    }
    xml.writeEndDocument();
    xml.writeCharacters("\n");
  }

  private void begin(String element, List<Outcome> outcomes) throws XMLStreamException {
    xml.writeStartElement(element);
    attribute("tests", "" + outcomes.size());
    attribute("failures", "" + count(outcomes, Outcome.Status.FAILED));
    attribute("errors", "0");
    attribute("skipped", "" + count(outcomes, Outcome.Status.SKIPPED));
    attribute(
        "time",
        seconds(outcomes.stream().map(Outcome::took).reduce(Duration.ZERO, Duration::plus)));
  }

  private static long count(List<Outcome> outcomes, Outcome.Status status) {
    return outcomes.stream().filter(outcome -> outcome.status() == status).count();
  }

  private void write(TestedFile file, Outcome outcome) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("name", outcome.name());
    attribute("classname", file.path().toString());
    attribute("time", seconds(outcome.took()));
    String said =
        outcome.lines().stream()
            .map(line -> line.kind().mark() + line.text())
            .collect(Collectors.joining("\n"));
    switch (outcome.status()) {
      case OK -> {}
      case FAILED -> writeFailure(file, outcome, said);
      case SKIPPED -> {
        xml.writeStartElement("skipped");
        attribute("message", file.masked(said).strip());
        xml.writeEndElement();
      }
    }
    if (!outcome.log().isEmpty()) {
      xml.writeStartElement("system-out");
      characters(file.masked(outcome.log()));
      xml.writeEndElement();
    }
    end();
  }

  private void writeFailure(TestedFile file, Outcome outcome, String said)
      throws XMLStreamException {
    xml.writeStartElement("failure");
    attribute("message", file.masked(outcome.lines().get(0).text()));
    attribute("type", "io.conveyor.test");
    characters(file.masked(said) + "\nat " + outcome.tested().place().where());
    xml.writeEndElement();
  }

  private void end() throws XMLStreamException {
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, allowed(value));
  }

  private void characters(String value) throws XMLStreamException {
    xml.writeCharacters(allowed(value));
  }

  /** Returns text of only such characters as may be in XML. */
  private static String allowed(String text) {
    StringBuilder allowed = new StringBuilder();
    Controls.visible(text)
        .codePoints()
        .map(
            c ->
                Character.getType(c) == Character.SURROGATE || c == 0xfffe || c == 0xffff ? '?' : c)
        .forEach(allowed::appendCodePoint);
    return allowed.toString();
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.3f", took.toNanos() / 1e9);
  }
}
