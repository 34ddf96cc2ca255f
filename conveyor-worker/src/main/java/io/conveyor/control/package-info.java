/**
 * What the launcher and its workers exchange besides blocks: the control link and the counters.
 *
 * <p>The control link is a Unix domain socket, one connection for each worker. Its frames:
 *
 * <pre>
 *   int32 length of what follows, 1 to 1 MiB | int8 type | fields of that type, as DataOutput writes them
 *
 *   worker to launcher                                launcher to worker
 *     HELLO     protocol, participant, pid, codec       STOP   finish and end
 *     READY     the job is open, the pipes are found    PING   reply with PONG
 *     FAILED    run, block, its text, throwable         KEPT   the dead letter is safe, or why it is not
 *     HAPPENED  a block that the task threw over        ASK_STACKS  reply with STACKS
 *     LETTER    participant, run, block id, tries, throwable
 *     PONG      the process is alive
 *     STACKS    where the job is, and what all threads do
 *     FINISHED  the worker ends, as it was asked to
 * </pre>
 *
 * <p>Either side learns from the closed socket that the other is gone. A worker whose launcher is
 * gone halts.
 *
 * <p>The counters are one mapped file, {@code counters.dat}, that anyone may read at any time:
 *
 * <pre>
 *   0    header, of which 128  int64 cancelled run, or 0
 *        and 136  int64 what the pipeline is doing: 0 starting, 1 idle, 2 running, 3 draining, 4 closed
 *        and 144  int64 how the last run ended: 0 none has, 1 well, 2 otherwise
 *   256 + 512 * participant: the slot of that participant, written by it alone
 *      0  blocks in        8  blocks out      16  bytes out       24  busy ns
 *     32  starved ns      40  stalled ns      48  current block   56  pipe of the current block, + 1; 0 = none
 *     64  heartbeat       72  bytes printed   80  bytes printed to stderr      88  failures and events
 *    128  blocks skipped    136  dead letters   144  retry of the current block
 *    152  pipe of the block in quarantine, + 1; 0 = none     160  block in quarantine (both the launcher's)
 *    168  blocks given to the task, again and again
 *    176  last run whose output is cut short       184  last run of which the rest is dropped at once
 *    192  last run of which no further batch is taken (both the launcher's)
 *    200  what the participant does: 0 not known, 1 works, 2 waits for input, 3 waits for room
 *    208  since when            216  retries of blocks      224  replacements (the launcher's)
 *    232  process               240  bytes of heap in use
 *    256  32 counts of blocks: those that took less than 128 ns, 256 ns, 512 ns, ... each
 * </pre>
 */
@NullMarked
package io.conveyor.control;

import org.jspecify.annotations.NullMarked;
