package io.conveyor.worker;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.FailedBlock;
import io.conveyor.PipelineEvent;
import io.conveyor.RemoteException;
import io.conveyor.codec.BlockCodec;
import io.conveyor.control.ControlLink;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.control.Frame;
import io.conveyor.face.Face;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.mapped.Room;
import io.conveyor.memory.MappedMemory;
import io.conveyor.stage.RemoteThrowables;
import io.conveyor.worker.carrier.PipeStage;
import io.conveyor.worker.carrier.StageReports;
import io.conveyor.worker.plan.WorkerPlan;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One worker: a stage of its own process, under orders from the launcher. */
final class Worker implements StageReports {

  private final Path directory;
  private final Path sockets;
  private final int participant;
  private final WorkerPlan plan;
  private final ControlLink link;
  private final Counters counters;
  private final StandardStreams streams;
  private final LetterReplies replies;
  private final Thread own = Thread.currentThread();
  private @Nullable PipeStage stage;
  private boolean stopped;
  private volatile boolean finished;

  Worker(Path directory, Path sockets, int participant, ControlLink link) throws IOException {
    this.directory = directory;
    this.sockets = sockets;
    this.participant = participant;
    this.link = link;
    this.plan = WorkerPlan.read(directory, participant);
    this.replies = new LetterReplies(Duration.ofMillis(plan.times().livenessMillis()));
    this.counters = Counters.open(directory);
    counters.requireParticipants(directory, plan.participants());
    counters.set(participant, Counter.PID, ProcessHandle.current().pid());
    this.streams = StandardStreams.redirect(counters, participant);
  }

  /** Returns how long the launcher waits for it to end. */
  Duration stopGrace() {
    return Duration.ofMillis(plan.times().stopGraceMillis());
  }

  void run() throws Exception {
    ClassLoader classes = ClassLoader.getSystemClassLoader();
    link.send(
        new Frame.Hello(
            Frame.PROTOCOL,
            participant,
            ProcessHandle.current().pid(),
            BlockCodec.create(classes, plan.largestBlock()).fingerprint()));
    Thread orders = new Thread(this::takeOrders, "control link");
    orders.setDaemon(true);
    orders.start();
    MappedMemory memory =
        plan.sharedMemory()
            ? MappedMemory.open(directory.resolve("memory.dat"), participant)
            : null;
    try (PipeStage opened =
        PipeStage.open(directory, sockets, plan, memory, classes, counters, this, streams::flush)) {
      Thread.interrupted(); // As in PipeIo.forgetInterrupt().
      link.send(new Frame.Ready());
      run(opened);
      closeTask(opened);
    }
    streams.flush();
  }

  /**
   * Reports to the launcher that all is done. Nothing is received after that: a JVM waits 0.3 s at
   * its exit for threads that wait outside of it.
   */
  void finished() throws IOException {
    Thread.interrupted();
    link.send(new Frame.Finished());
    finished = true;
    link.close();
  }

  private void run(PipeStage opened) {
    synchronized (this) {
      stage = opened;
      if (stopped) {
        opened.stop();
      }
    }
    opened.run();
  }

  private void closeTask(PipeStage opened) {
    try {
      opened.closeTask();
    } catch (Throwable e) {
      failed(Frame.AT_CLOSE, null, e);
    }
  }

  /** Sent before the run's end is passed on, and counted, so that the launcher can wait for it. */
  @Override
  public void failed(int run, @Nullable FailedBlock block, Throwable thrown) {
    if (RemoteThrowables.isOfJvm(thrown)) {
      haltWith(thrown);
    }
    try {
      link.send(FailureFrame.of(run, block, thrown));
      counters.add(participant, Counter.REPORTED, 1);
    } catch (IOException e) {
      orphaned();
    }
  }

  /** Another process tries the block: this one has not what it takes, which is no job's failure. */
  private void haltWith(Throwable thrown) {
    System.err.println(thrown);
    streams.flush();
    Runtime.getRuntime().halt(WorkerMain.EXIT_OUT_OF_MEMORY);
  }

  /** The launcher writes letters: it knows what else they should say, and how much room is left. */
  @Override
  public void deadLetter(int run, BlockId id, int tries, byte[] block, @Nullable Throwable thrown) {
    try {
      RemoteException described = thrown == null ? null : RemoteThrowables.describe(thrown);
      Frame.DeadLetter letter = new Frame.DeadLetter(participant, run, id, tries, described);
      PrivateFiles.replace(letter.file(directory), block);
      link.send(letter);
      requireKept(id, replies.await());
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES,
          "block %s cannot be kept as a dead letter: %s".formatted(id, Room.why(e, directory)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConveyorException(
          Category.INTERRUPTED, "interrupted while block " + id + " was kept as a dead letter", e);
    }
  }

  /** As {@link #failed}: the end of the run comes behind it. */
  @Override
  public void happened(PipelineEvent.BlockFailed event) {
    try {
      link.send(new Frame.Happened(event));
      counters.add(participant, Counter.REPORTED, 1);
    } catch (IOException e) {
      orphaned();
    }
  }

  private void requireKept(BlockId id, Frame.@Nullable Kept reply) {
    if (reply == null) {
      throw new ConveyorException(
          Category.RESOURCES,
          "block %s cannot be kept as a dead letter: the launcher did not reply for %d ms, which is %s; see whether the disk of dead letters is stuck"
              .formatted(id, plan.times().livenessMillis(), Face.setting("liveness-timeout")));
    }
    if (!reply.problem().isEmpty()) {
      throw new ConveyorException(Category.RESOURCES, reply.problem());
    }
  }

  private void takeOrders() {
    try {
      Frame frame = link.receive();
      while (frame != null) {
        obey(frame);
        frame = link.receive();
      }
    } catch (ProtocolException e) {
      log().error("what the launcher says is no order: {}", e.getMessage());
    } catch (IOException e) {
      if (!finished) {
        log().debug("control link broken", e);
      }
    }
    orphaned();
  }

  private void obey(Frame frame) throws IOException {
    if (frame instanceof Frame.Stop) {
      stop();
    } else if (frame instanceof Frame.Ping) {
      link.send(new Frame.Pong());
    } else if (frame instanceof Frame.AskStacks) {
      link.send(ThreadStacks.of(own));
    } else if (frame instanceof Frame.Kept reply) {
      replies.received(reply);
    } else {
      log().error("unexpected order {}", frame);
    }
  }

  private synchronized void stop() {
    stopped = true;
    if (stage != null) {
      stage.stop();
    }
  }

  /** Made when there is something to say: no other start of a worker should pay for it. */
  private static Logger log() {
    return LoggerFactory.getLogger(Worker.class);
  }

  /** Nobody is left to work for: anything but going at once would leave an orphan. */
  private void orphaned() {
    if (finished) {
      return;
    }
    Runtime.getRuntime().halt(WorkerMain.EXIT_ORPHANED);
  }
}
