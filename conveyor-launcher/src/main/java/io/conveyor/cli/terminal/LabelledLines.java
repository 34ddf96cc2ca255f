package io.conveyor.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Puts a label before each line. For one thread at a time. */
final class LabelledLines extends OutputStream {

  private final OutputStream out;
  private final byte[] label;
  private boolean lineStart = true;

  LabelledLines(OutputStream out, String label) {
    this.out = out;
    this.label = label.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** Writes in one piece, so that nothing of others gets in between. */
  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    ByteArrayOutputStream labelled = new ByteArrayOutputStream(length + label.length);
    for (int i = from; i < from + length; i++) {
      if (lineStart) {
        labelled.writeBytes(label);
      }
      labelled.write(bytes[i]);
      lineStart = bytes[i] == '\n';
    }
    out.write(labelled.toByteArray(), 0, labelled.size());
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
