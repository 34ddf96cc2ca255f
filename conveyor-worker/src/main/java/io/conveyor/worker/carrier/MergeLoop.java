package io.conveyor.worker.carrier;

import io.conveyor.bell.Doorbell;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.pipe.PipeReader;
import io.conveyor.pipe.PipeWriter;
import io.conveyor.pipe.Pipes;
import io.conveyor.worker.plan.WorkerPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the results of an ordered stage's workers into the order of the stage's inputs. Each
 * document of a worker acknowledges a range of one input pipe; the ranges of all workers together
 * are that pipe, without gap or overlap. So the document whose range begins where the last one
 * ended is next, and is passed on as it is; the others stay where they are, and their workers wait
 * once the pipes are full.
 *
 * <pre>
 *   worker 0   [0,4) [9,12)            ─┐
 *   worker 1   [4,5) [5,9) [17,20)     ─┼▶  [0,4) [4,5) [5,9) [9,12) [12,17) [17,20)
 *   worker 2   [12,17)                 ─┘
 * </pre>
 *
 * Behind a range that a worker dropped, since its task failed, nothing of the run is passed on.
 *
 * <p>An empty range acknowledges nothing: what a worker gives when its inputs have ended. Belongs
 * to one thread, but for {@link #stop}.
 */
public final class MergeLoop implements AutoCloseable {

  private static final long LONGEST_WAIT_NANOS = 1_000_000_000;

  /** The pipe of one worker. */
  private static final class Lane {
    final PipeReader reader;
    final int writer;
    boolean ended;

    /** Whether there is a current document. */
    boolean held;

    Lane(PipeReader reader, int writer) {
      this.reader = reader;
      this.writer = writer;
    }

    /** The first block that the current document acknowledges. */
    long from() {
      return CommitVector.first(reader.commit());
    }

    /** Whether the current document stands for blocks that were dropped. */
    boolean isDropped() {
      return CommitVector.isDropped(reader.commit());
    }

    /** Behind the last block that the current document acknowledges. */
    long to() {
      return reader.commit()[0];
    }
  }

  private final Counters counters;
  private final Doorbell bell;
  private final PipeWriter output;
  private final List<Lane> lanes = new ArrayList<>();

  /** How far each lane is acknowledged; last, the first input of the stage that is not. */
  private final long[] vector;

  private final int expectedAt;
  private final int participant;

  /** The last run of which nothing more is passed on, since blocks are missing. */
  private int cutRun;

  private int endedLanes;
  private volatile boolean stopped;

  /**
   * Opens the pipes of a plan.
   *
   * @param directory the run directory
   * @param sockets the directory of the run's sockets
   * @param plan its inputs are the pipes of the stage's workers
   * @param counters say which run is cancelled
   */
  public MergeLoop(Path directory, Path sockets, WorkerPlan plan, Counters counters) {
    this.counters = counters;
    this.participant = plan.participant();
    this.bell = Doorbell.open(directory, sockets, plan.participant(), plan.participants());
    this.output = PipeWriter.open(plan.output(), bell);
    this.expectedAt = plan.inputs().size();
    long[] acknowledged = output.acknowledged();
    this.vector = acknowledged.length > expectedAt ? acknowledged : new long[expectedAt + 1];
    for (WorkerPlan.Input input : plan.inputs()) {
      long from = vector[lanes.size()];
      PipeReader reader = Pipes.openForCommits(input.pipe(), input.subscription(), bell, from);
      lanes.add(new Lane(reader, input.pipe().writer()));
    }
  }

  /** Runs until {@link #stop}. */
  public void run() {
    while (!stopped) {
      if (!pump()) {
        bell.await(Doorbell.Reason.INPUT, this::hasInput, LONGEST_WAIT_NANOS);
      }
    }
  }

  /** Makes {@link #run} return. Safe from any thread. */
  public void stop() {
    stopped = true;
    bell.wake();
  }

  private boolean pump() {
    boolean moved = false;
    for (int i = 0; i < lanes.size(); i++) {
      Lane lane = lanes.get(i);
      moved |= poll(lane);
      if (lane.held && lane.from() <= vector[expectedAt]) {
        pass(lane, i);
        moved = true;
      }
    }
    return moved;
  }

  private boolean poll(Lane lane) {
    if (lane.ended || lane.held || !lane.reader.poll(Integer.MAX_VALUE)) {
      return false;
    }
    if (lane.reader.isEndOfRun()) {
      endOfLane(lane);
    } else {
      lane.held = true;
    }
    return true;
  }

  private void pass(Lane lane, int index) {
    PipeReader reader = lane.reader;
    long end = reader.sequence() + reader.count();
    lane.held = false;
    vector[expectedAt] = Math.max(vector[expectedAt], lane.to());
    vector[index] = end;
    if (lane.isDropped()) {
      cutRun = reader.run();
    }
    if (reader.run() > Math.max(cutRun, counters.cancelledRun())) {
      output.awaitRoom(() -> stopped);
      append(reader);
    }
    reader.acknowledge(end);
  }

  /**
   * What gave nothing is committed as well: it does not come again when a replacement resumes here.
   */
  private void append(PipeReader reader) {
    if (reader.count() == 0) {
      output.appendCommit(reader.run(), vector);
    } else {
      output.append(reader.run(), reader.count(), reader.payload(), reader.payloadLength(), vector);
    }
  }

  private void endOfLane(Lane lane) {
    int run = lane.reader.run();
    if (output.runEnded() && run <= output.lastRun()) {
      return;
    }
    lane.ended = true;
    endedLanes++;
    if (endedLanes == lanes.size()) {
      markIfCut(run);
      output.appendEndOfRun(run, vector);
      lanes.forEach(each -> each.ended = false);
      endedLanes = 0;
    }
  }

  /** What a worker did not give is missing here, too. */
  private void markIfCut(int run) {
    for (Lane lane : lanes) {
      if (run <= counters.get(lane.writer, Counter.CUT_RUN)) {
        counters.set(participant, Counter.CUT_RUN, run);
      }
    }
  }

  private boolean hasInput() {
    if (stopped) {
      return true;
    }
    for (Lane lane : lanes) {
      if (!lane.ended && !lane.held && lane.reader.hasInput()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    lanes.forEach(lane -> lane.reader.close());
    output.close();
    bell.close();
  }
}
