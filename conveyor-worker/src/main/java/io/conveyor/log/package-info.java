/**
 * The log: the format of Chronicle Queue, and nothing else.
 *
 * <pre>
 *                 make ──► LogSpec's directory: 19700101-0005V.cq4, 19700101-0010V.cq4, ...
 * Log (the face)  writer ──► LogWriter: append, roll ──┘          │
 *                 tailer ──► LogTailer: next ◄────────────────────┘
 * </pre>
 *
 * <p>One writer appends documents, whatever is in them, and begins another segment when one is
 * full; any number of tailers read. The log knows neither pipes nor cursors.
 *
 * <h2>A segment</h2>
 *
 * <pre>
 *   0    word, the queue's own header of its file
 *   …    words and pages of the queue's own index, which stays empty
 *   d    word, document; word, document; ...
 *   e    a word of 0: here goes the next; or the word of the end: another segment follows
 *
 * a word, little endian, at a multiple of 4
 *   31           not complete
 *   30           the queue's own, no document; both bits and no length: the end
 *   29 ... 0     length of what follows, a multiple of 4
 * </pre>
 *
 * That is Chronicle Queue's format, of its library's making: it makes each log's first segment,
 * which is refused if it is not as expected here, and all others begin with the same bytes.
 * Documents are appended and read through mapped memory: the bytes first, a word of 0 behind them,
 * and last the word before them, with release. An index is {@code segment << 32 | position >> 2}.
 */
@NullMarked
package io.conveyor.log;

import org.jspecify.annotations.NullMarked;
