package io.conveyor.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Makes a queue of two segments, all by the library that is on the class path; its argument is an
 * empty directory. With the release before the one that is built with, and the files zipped, it has
 * made {@code queue-RELEASE.zip} among the test resources.
 */
final class QueueFixtureMain {

  /** How many documents there are in each segment. */
  static final int DOCUMENTS = 40;

  private QueueFixtureMain() {}

  /** Returns the document of that number, whose length is a multiple of four. */
  static byte[] document(int number) {
    return "document %3d %s".formatted(number, "x".repeat(4 * (number % 7))).getBytes(UTF_8);
  }

  public static void main(String[] args) {
    AtomicInteger segment = new AtomicInteger(LogIndex.FIRST_SEGMENT);
    try (SingleChronicleQueue queue =
            SingleChronicleQueueBuilder.binary(Path.of(args[0]))
                .rollCycle(RollCycles.FIVE_MINUTELY)
                .blockSize(1 << 20)
                .timeProvider(() -> segment.get() * 300_000L)
                .build();
        ExcerptAppender appender = queue.createAppender()) {
      for (int i = 0; i < 2 * DOCUMENTS; i++) {
        segment.set(LogIndex.FIRST_SEGMENT + i / DOCUMENTS);
        try (DocumentContext document = appender.writingDocument()) {
          document.wire().bytes().write(document(i));
        }
      }
    }
  }
}
