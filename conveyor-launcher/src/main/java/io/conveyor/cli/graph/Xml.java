package io.conveyor.cli.graph;

import java.io.Writer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes elements, each on a line of its own; the JDK's writer escapes what is in them. */
final class Xml {

  private final XMLStreamWriter writer;

  Xml(Writer to) throws XMLStreamException {
    writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(to);
  }

  /**
   * Begins an element that has others in it.
   *
   * @param attributes names, each with its value behind it
   */
  void begin(String name, Object... attributes) throws XMLStreamException {
    writer.writeStartElement(name);
    write(attributes);
    writer.writeCharacters("\n");
  }

  /** Writes an element that has text in it; attributes as in {@link #begin}. */
  void text(String name, String text, Object... attributes) throws XMLStreamException {
    writer.writeStartElement(name);
    write(attributes);
    writer.writeCharacters(text);
    writer.writeEndElement();
    writer.writeCharacters("\n");
  }

  /** Writes an element that has nothing in it; attributes as in {@link #begin}. */
  void empty(String name, Object... attributes) throws XMLStreamException {
    writer.writeEmptyElement(name);
    write(attributes);
    writer.writeCharacters("\n");
  }

  private void write(Object... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      writer.writeAttribute(attributes[i].toString(), attributes[i + 1].toString());
    }
  }

  /** Ends all that was begun. */
  void end() throws XMLStreamException {
    writer.writeEndDocument();
  }
}
