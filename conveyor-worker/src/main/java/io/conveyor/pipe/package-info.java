/**
 * A pipe is a log with cursors: one writer appends documents, which are batches of blocks, and each
 * reader says how far it is.
 *
 * <pre>
 * PipeWriter ──► log: document, document, document ... ──► PipeReader: in order, or claiming
 *     │                                                        │
 *     └──────────────── cursors.dat, ring.dat ─────────────────┘
 * </pre>
 *
 * <p>Writer and readers are in processes of their own, any of which may be killed at any instant:
 * its successor resumes exactly there.
 *
 * <h2>On disk</h2>
 *
 * <pre>
 * run directory (0700)
 *   bells.dat             one slot for each participant: what it waits for
 *   pipe-7/               one directory for each pipe
 *     cursors.dat         positions and claims, see below
 *     ring.dat            large blocks that documents refer to; there once one needed it
 *     metadata.cq4t       the queue's own
 *     19700101-0005V.cq4  segments: the "date" is a count of rolls, and only the writer counts
 *     19700101-0010V.cq4
 * </pre>
 *
 * <h2>A document</h2>
 *
 * <pre>
 *  0 'C''v' version kind   kind: 1 blocks, 2 end of run, 3 blocks whose payload is in the ring
 *  4 run                   int
 *  8 ordinal               long; documents since the pipe was made
 * 16 first sequence        long; of its first block
 * 24 run start             long; sequence of the run's first block
 * 32 bytes                 long; of all documents up to this one's end, as they lie in the queue
 * 40 count                 int; blocks
 * 44 payload length        int
 * 48 acknowledged          int n
 * 52 checksum              int; CRC-32C of the header but for these four bytes
 * 56 the commit            n longs
 * 56+8n payload            or where it is in the ring, as an int
 * </pre>
 *
 * The acknowledged vector holds, for each input of the writer, the first block not acknowledged
 * yet; behind these, what else the writer wants to find again. Document and commit are therefore
 * one atomic append.
 *
 * <h2>{@code ring.dat}</h2>
 *
 * Bytes without a header. Large blocks lie here, and the payload says where; so do large payloads
 * as a whole, and the document says where. The memory stays mapped, and costs no fresh pages as the
 * queue's does. A place is used again when all readers have acknowledged the document that refers
 * to it. It is an offer: what finds no room in time goes into the document.
 *
 * <h2>{@code cursors.dat}</h2>
 *
 * <pre>
 *   0  header            256 bytes: magic, version, length, pipe, subscriptions, checksum of the members
 * 256  writer             128 bytes
 *        0 documents     published with release; a reader never looks further
 *        8 next sequence
 *       16 index         of the last document
 *       24 reused        places in the ring of blocks before that one may have been used again
 * 384  for each subscription
 *        group           128 bytes
 *          0 next        sequence &lt;&lt; 12 | member: the first block not claimed, and who claimed up to it
 *          8 front       index of a document before which every block is claimed
 *        member          128 bytes, for each member
 *          0 index       of the last document it is through with
 *          8 sequence    of its first unacknowledged block
 *         16 holding     the segment that it has open
 *         24 claim       0 free, to &lt;&lt; 1 intended, to &lt;&lt; 1 | 1 known to be won
 *         32 from        first block of the claim
 *         40 claim index of the claim's document
 * </pre>
 *
 * <h2>Claims</h2>
 *
 * <pre>
 * member:  claim = {from, to} in its own slot ── CAS next: (from, x) to (to, me) ── read ── acknowledge: claim = 0
 *                                                 │
 * before it, for x:  CAS x's claim from (to &lt;&lt; 1) to (to &lt;&lt; 1 | 1) when next says (to, x)
 * </pre>
 *
 * A claim is therefore known to be won if it says so, or if {@code next} still carries it; a member
 * that died at any point finds out by looking, does its claim again, and nothing of its neighbours.
 */
@NullMarked
package io.conveyor.pipe;

import org.jspecify.annotations.NullMarked;
