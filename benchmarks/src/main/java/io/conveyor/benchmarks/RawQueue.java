package io.conveyor.benchmarks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Numbers through a Chronicle Queue between two JVMs and nothing else: one hop, many to a document,
 * by a writer and a reader that never sleep.
 */
final class RawQueue {

  /** What a pipe's documents are filled to. */
  private static final int PER_DOCUMENT = (60 << 10) / Integer.BYTES;

  private RawQueue() {}

  /** Returns the seconds that so many ints take. */
  static double seconds(int count) throws Exception {
    Path directory = Files.createTempDirectory("raw-queue");
    List<String> command = new ArrayList<>(List.of(Commands.java()));
    command.add(
        "@" + Commands.root().resolve("conveyor-launcher/target/distribution/lib/jvm.args"));
    command.addAll(
        List.of("-XX:TieredStopAtLevel=4", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(RawQueue.class.getName(), directory.toString(), "" + count));
    Process reader = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    try (SingleChronicleQueue queue = open(directory)) {
      if (reader.getInputStream().read() < 0) {
        throw new IOException("the reader of the raw queue did not start");
      }
      long start = System.nanoTime();
      write(queue.createAppender(), count);
      if (reader.getInputStream().read() < 0) {
        throw new IOException("the reader of the raw queue did not read all");
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      reader.destroyForcibly().waitFor();
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static SingleChronicleQueue open(Path directory) {
    return SingleChronicleQueueBuilder.binary(directory).blockSize(64 << 20).build();
  }

  private static void write(ExcerptAppender appender, int count) {
    for (int next = 0; next < count; ) {
      try (DocumentContext document = appender.writingDocument()) {
        Bytes<?> bytes = document.wire().bytes();
        for (int end = Math.min(count, next + PER_DOCUMENT); next < end; next++) {
          bytes.writeInt(next);
        }
      }
    }
  }

  /** The reader: says when it is ready, and when it has read all. */
  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[1]);
    try (SingleChronicleQueue queue = open(Path.of(args[0]))) {
      ExcerptTailer tailer = queue.createTailer();
      System.out.write('.');
      System.out.flush();
      for (int read = 0; read < count; ) {
        try (DocumentContext document = tailer.readingDocument()) {
          if (!document.isPresent()) {
            Thread.onSpinWait();
            continue;
          }
          Bytes<?> bytes = document.wire().bytes();
          while (bytes.readRemaining() >= Integer.BYTES) {
            if (bytes.readInt() != read) {
              throw new IllegalStateException("not in order at " + read);
            }
            read++;
          }
        }
      }
      System.out.write('.');
      System.out.flush();
      System.in.read();
    }
  }
}
