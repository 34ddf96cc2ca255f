package io.conveyor.log;

import java.nio.file.Path;

/**
 * A log of documents in the files of a Chronicle Queue: the face of this package. One process at a
 * time appends; any number read.
 */
public final class Log {

  private final LogSpec spec;
  private final SegmentFiles files;

  /** Names a log, which need not be there yet. */
  public Log(LogSpec spec) {
    this.spec = spec;
    files = new SegmentFiles(spec);
  }

  /** Returns the bytes that a document of that length takes: a word before it, and alignment. */
  public static long space(long length) {
    return SegmentFormat.space(length);
  }

  /**
   * Makes the log, with a first segment and no document; once, before anybody opens it.
   *
   * @throws io.conveyor.ConveyorException of category RESOURCES if there is no room for it
   */
  public void make() {
    QueueMaker.make(spec);
  }

  /** Opens a tailer, before the first document. */
  public LogTailer tailer() {
    return new LogTailer(spec);
  }

  /**
   * Opens the log for the one who appends.
   *
   * @param segments those there are, which the writer then accounts for
   * @param segment the last one, or the one after it if the last has been ended
   * @param last the index of a document before the end, or {@link LogIndex#NONE}
   * @throws io.conveyor.ConveyorException of category RESOURCES if there is no room for a segment
   */
  public LogWriter writer(LogSegments segments, int segment, long last) {
    return new LogWriter(spec, segments, segment, last);
  }

  /** Returns an account of segments that has none yet. */
  public LogSegments noSegments() {
    return new LogSegments(spec);
  }

  /** Returns the file of a segment, which need not be there. */
  public Path file(int segment) {
    return files.file(segment);
  }

  /** Returns the numbers of the segments there are, in order. */
  public int[] segments() {
    return files.list();
  }

  /**
   * Deletes the last segment if a writer had only begun to create it when it was killed. Nobody has
   * seen it: a reader opens nothing before a document in it is published.
   *
   * @param published the index of the last document that was, or {@link LogIndex#NONE}
   */
  public void deleteUnfinished(long published) {
    files.deleteUnfinished(published);
  }
}
