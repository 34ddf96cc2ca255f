package io.conveyor.it.equivalence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How many inputs may be taken so far: a number in a file, which one process sets for another. */
final class Gate implements AutoCloseable {

  private final FileChannel file;

  private Gate(FileChannel file) {
    this.file = file;
  }

  static Gate open(Path file) throws IOException {
    return new Gate(
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  void set(int inputs) {
    try {
      file.write(ByteBuffer.allocate(Integer.BYTES).putInt(0, inputs), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int get() {
    ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
    try {
      return file.read(number, 0) == Integer.BYTES ? number.getInt(0) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
