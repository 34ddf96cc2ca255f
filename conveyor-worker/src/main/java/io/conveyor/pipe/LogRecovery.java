package io.conveyor.pipe;

import io.conveyor.mapped.Corrupt;

/** Where a writer goes on, found out from the queue itself. */
final class LogRecovery {

  /** The segment to go on in. */
  final int segment;

  /** The index of the last document, or {@link Cursors#NONE}. */
  final long index;

  /** The header of the last document, or one that the first document follows. */
  final DocumentHeader header;

  /** What the last document answers. */
  final long[] answered;

  /** The segments there are. */
  final SegmentLedger ledger;

  private LogRecovery(
      int segment, long index, DocumentHeader header, long[] answered, SegmentLedger ledger) {
    this.segment = segment;
    this.index = index;
    this.header = header;
    this.answered = answered;
    this.ledger = ledger;
  }

  /** Finds the last document: the one published last, or one behind it that was not published. */
  static LogRecovery of(PipeSpec spec, WriterSlot slot, SegmentFiles files) {
    files.deleteUnfinished(slot.index());
    int[] segments = files.list();
    if (segments.length == 0) {
      throw Corrupt.of(spec.home(), "documents", slot.documentsAcquire(), "no segment");
    }
    try (LogTailer tailer = new LogTailer(spec)) {
      SegmentLedger ledger = ledger(spec, tailer, files, segments);
      return last(spec, slot, tailer, ledger);
    }
  }

  private static LogRecovery nothing(PipeSpec spec, int segment) {
    DocumentHeader header = new DocumentHeader();
    header.ordinal = -1;
    return new LogRecovery(segment, Cursors.NONE, header, new long[0], new SegmentLedger(spec));
  }

  /** Sizes the segments by their first documents, whose headers tell the bytes before them. */
  private static SegmentLedger ledger(
      PipeSpec spec, LogTailer tailer, SegmentFiles files, int[] segments) {
    SegmentLedger ledger = new SegmentLedger(spec);
    for (int segment : segments) {
      boolean begun = tailer.moveTo(Segment.firstIndex(segment)) && tailer.next();
      if (begun && tailer.segment() == segment) {
        long start = tailer.header().bytes - tailer.header().space();
        if (ledger.segments() > 0) {
          ledger.growTo(start);
        }
        ledger.add(segment, start);
      } else if (segment < segments[segments.length - 1]) {
        throw Corrupt.of(files.file(segment), "has no document, though another segment follows");
      }
    }
    return ledger;
  }

  private static LogRecovery last(
      PipeSpec spec, WriterSlot slot, LogTailer tailer, SegmentLedger ledger) {
    long published = slot.index();
    long first = published == Cursors.NONE ? Segment.firstIndex(Segment.FIRST) : published;
    if (!tailer.moveTo(first) || !tailer.next()) {
      return empty(spec, published, tailer);
    }
    long[] answered;
    do {
      answered = tailer.answered();
    } while (tailer.next());
    if (ledger.segments() == 0 || ledger.last() != Segment.of(tailer.index())) {
      throw Corrupt.of(spec.home(), "a segment does not begin with its first document");
    }
    ledger.growTo(tailer.header().bytes);
    return new LogRecovery(segment(tailer), tailer.index(), tailer.header(), answered, ledger);
  }

  private static LogRecovery empty(PipeSpec spec, long published, LogTailer tailer) {
    if (published != Cursors.NONE) {
      throw Corrupt.of(
          spec.home(),
          "the last document published",
          Segment.of(published) + "/" + Segment.position(published),
          "none");
    }
    return nothing(spec, segment(tailer));
  }

  private static int segment(LogTailer tailer) {
    return tailer.segment() + (tailer.atEndOfSegment() ? 1 : 0);
  }
}
