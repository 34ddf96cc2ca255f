package io.conveyor.pipe;

import io.conveyor.log.Log;
import io.conveyor.log.LogIndex;
import io.conveyor.log.LogSegments;
import io.conveyor.log.LogWriter;
import io.conveyor.mapped.Corrupt;

/** Where a writer resumes, found out from the log itself. */
final class WriterRecovery {

  /** The segment to resume in. */
  private final int segment;

  /** The index of the last document, or {@link LogIndex#NONE}. */
  final long index;

  /** The header of the last document, or one that the first document follows. */
  final DocumentHeader header;

  /** What the last document acknowledges. */
  final long[] acknowledged;

  private final Log log;
  private final LogSegments segments;

  /** Creates what follows from a tailer that finds no further document. */
  private WriterRecovery(
      Log log,
      LogSegments segments,
      DocumentTailer tailer,
      long index,
      DocumentHeader header,
      long[] acknowledged) {
    this.log = log;
    this.segments = segments;
    this.segment = tailer.segment() + (tailer.atEndOfSegment() ? 1 : 0);
    this.index = index;
    this.header = header;
    this.acknowledged = acknowledged;
  }

  /** Finds the last document: the one published last, or one behind it that was not published. */
  static WriterRecovery of(PipeSpec spec, WriterSlot slot) {
    Log log = new Log(spec.log());
    log.deleteUnfinished(slot.index());
    int[] numbers = log.segments();
    if (numbers.length == 0) {
      throw Corrupt.of(
          log.file(LogIndex.FIRST_SEGMENT), "documents", slot.documentsAcquire(), "no segment");
    }
    try (DocumentTailer tailer = new DocumentTailer(spec)) {
      LogSegments segments = log.noSegments();
      measure(log, numbers, tailer, segments);
      return last(spec, slot.index(), log, tailer, segments);
    }
  }

  /** Opens the log to resume behind the last document. */
  LogWriter writer() {
    return log.writer(segments, segment, index);
  }

  /**
   * Sizes the segments by their first documents, whose headers say how many bytes are before them.
   */
  private static void measure(Log log, int[] numbers, DocumentTailer tailer, LogSegments segments) {
    for (int number : numbers) {
      boolean begun = tailer.moveTo(LogIndex.firstOf(number)) && tailer.next();
      if (begun && tailer.segment() == number) {
        segments.add(number, tailer.header().bytes - tailer.header().space());
      } else if (number < numbers[numbers.length - 1]) {
        throw Corrupt.of(log.file(number), "it has no document, though another segment follows it");
      }
    }
  }

  private static WriterRecovery last(
      PipeSpec spec, long published, Log log, DocumentTailer tailer, LogSegments segments) {
    long first = published == LogIndex.NONE ? LogIndex.firstOf(LogIndex.FIRST_SEGMENT) : published;
    if (!tailer.moveTo(first) || !tailer.next()) {
      requireNothing(spec, published, log);
      return nothing(log, tailer);
    }
    long[] acknowledged;
    do {
      acknowledged = tailer.acknowledged();
    } while (tailer.next());
    if (segments.last() != LogIndex.segment(tailer.index())) {
      throw Corrupt.of(
          log.file(LogIndex.segment(tailer.index())), "it does not begin with its first document");
    }
    segments.growTo(tailer.header().bytes);
    return new WriterRecovery(log, segments, tailer, tailer.index(), tailer.header(), acknowledged);
  }

  /** Either file may be the damaged one. */
  private static void requireNothing(PipeSpec spec, long published, Log log) {
    if (published != LogIndex.NONE) {
      throw Corrupt.of(
          Cursors.file(spec),
          "the last document published",
          "one at byte %d of %s"
              .formatted(LogIndex.position(published), log.file(LogIndex.segment(published))),
          "none there");
    }
  }

  private static WriterRecovery nothing(Log log, DocumentTailer tailer) {
    DocumentHeader header = new DocumentHeader();
    header.ordinal = -1;
    return new WriterRecovery(log, log.noSegments(), tailer, LogIndex.NONE, header, new long[0]);
  }
}
