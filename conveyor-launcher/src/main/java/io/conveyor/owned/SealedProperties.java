package io.conveyor.owned;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conveyor.ConveyorException;
import io.conveyor.mapped.SealedFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Properties;

/** Names and values in a sealed file. */
public final class SealedProperties {

  /** What such a file begins with. */
  public static final long MAGIC = 0x46494e4745520001L;

  private SealedProperties() {}

  /**
   * Reads a file; it has nothing if it is not there.
   *
   * @throws ConveyorException of category CORRUPT if it is damaged
   */
  public static Properties read(Path path) throws IOException {
    SealedFile file = new SealedFile(path, MAGIC);
    byte[] content = file.read();
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(content == null ? "" : new String(content, UTF_8)));
    } catch (IllegalArgumentException e) {
      throw file.corrupt(String.valueOf(e.getMessage()));
    }
    return properties;
  }

  /** Writes a file, and returns when it would survive a loss of power. */
  public static void write(Path file, Properties properties) throws IOException {
    new SealedFile(file, MAGIC).writeForced(bytes(properties));
  }

  /** Writes a file that need not survive a loss of power. */
  public static void writeUnforced(Path file, Properties properties) throws IOException {
    byte[] content = bytes(properties);
    new SealedFile(file, MAGIC).write(content, content.length);
  }

  private static byte[] bytes(Properties properties) throws IOException {
    StringWriter text = new StringWriter();
    properties.store(text, null);
    return text.toString().getBytes(UTF_8);
  }
}
