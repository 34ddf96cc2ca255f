/**
 * What is kept of a run that failed, before its directory goes away: a private directory for each
 * failure.
 *
 * <pre>
 *   PIPELINE-TIME
 *   ├─ failure.txt         the failure, with all traces
 *   ├─ report.json         the run so far, settings, versions, workers, pipes
 *   ├─ workers/N-STAGE.txt what a worker's threads did, what it printed last, how it ended
 *   ├─ crashes             what JVMs wrote as they crashed
 *   └─ blocks              the blocks that stages were at, as dead letters
 * </pre>
 */
@NullMarked
package io.conveyor.processes.postmortem;

import org.jspecify.annotations.NullMarked;
