package io.conveyor.processes.flow;

import io.conveyor.ConveyorException;
import io.conveyor.PipelineSettings;
import io.conveyor.bell.Doorbell;
import io.conveyor.codec.BlockCodec;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.owned.Resources;
import io.conveyor.pipe.PipeReader;
import io.conveyor.pipe.PipeWriter;
import io.conveyor.pipe.Pipes;
import io.conveyor.processes.plan.Blueprint;
import io.conveyor.processes.plan.Layout;
import io.conveyor.processes.plan.Participant;
import io.conveyor.processes.plan.Planner;
import io.conveyor.processes.rundir.RunStore;
import io.conveyor.processes.supervise.DeadLetterDesk;
import io.conveyor.processes.supervise.PipelineEvents;
import io.conveyor.worker.plan.WorkerPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * The launcher's own ends of the pipes: the feeder, the sink, and the stages that run on threads of
 * the launcher.
 */
public final class Flow implements AutoCloseable {

  private final Resources resources;
  private final Feeder feeder;
  private final ResultReader sink;

  private Flow(Resources resources, Feeder feeder, ResultReader sink) {
    this.resources = resources;
    this.feeder = feeder;
    this.sink = sink;
  }

  /**
   * Opens the launcher's ends.
   *
   * @param blueprint all participants
   * @param layout their pipes
   * @param settings the pipeline's settings
   * @param store where the run lies, prepared
   * @param box where dead letters go
   * @param deadLetters makes them
   * @param events notified of failures
   * @param inputsFailed takes the run and what its inputs threw
   * @param disturbed whether there is a reason to stop waiting for results
   */
  public static Flow open(
      Blueprint blueprint,
      Layout layout,
      PipelineSettings settings,
      RunStore store,
      DeadLetterBox box,
      DeadLetterDesk deadLetters,
      PipelineEvents events,
      BiConsumer<Integer, Throwable> inputsFailed,
      BooleanSupplier disturbed)
      throws IOException {
    Resources resources = new Resources();
    try {
      for (Participant participant : blueprint.participants()) {
        if (!participant.isProcess()) {
          WorkerPlan plan = layout.plan(participant);
          resources.add(
              LauncherThread.start(
                  participant, plan, store, settings.classLoader(), deadLetters, events));
        }
      }
      ResultReader sink = resources.add(sink(blueprint, layout, store, codec(settings), disturbed));
      Feeder feeder =
          resources.add(
              feeder(blueprint, layout, store, codec(settings), inputsFailed, sink::wake));
      sink.make(
          Checkpoints.of(blueprint, layout, settings, store, box, sink.keptResults(), feeder));
      return new Flow(resources, feeder, sink);
    } catch (IOException | RuntimeException | Error e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  /** A codec is for one thread, and inputs are encoded on another than results are decoded on. */
  private static BlockCodec codec(PipelineSettings settings) {
    return BlockCodec.create(settings.classLoader(), Math.toIntExact(settings.largestBlockBytes()));
  }

  private static ResultReader sink(
      Blueprint blueprint,
      Layout layout,
      RunStore store,
      BlockCodec codec,
      BooleanSupplier disturbed)
      throws IOException {
    KeptResults kept =
        store.outlivesLauncher() ? KeptResults.open(store.path(), layout.results().size()) : null;
    Resources opened = new Resources();
    try {
      Doorbell bell = opened.add(bell(blueprint, store, Planner.SINK));
      List<PipeReader> readers = new ArrayList<>();
      for (WorkerPlan.Input input : layout.results()) {
        long from = kept == null ? -1 : kept.offsets().position(readers.size());
        readers.add(
            opened.add(
                Pipes.openReader(input.pipe(), input.subscription(), input.member(), bell, from)));
      }
      return new ResultReader(readers, codec, bell, store.counters(), kept, disturbed);
    } catch (RuntimeException e) {
      opened.closeAfter(e);
      throw e;
    }
  }

  private static Feeder feeder(
      Blueprint blueprint,
      Layout layout,
      RunStore store,
      BlockCodec codec,
      BiConsumer<Integer, Throwable> inputsFailed,
      Runnable held) {
    Doorbell bell = bell(blueprint, store, Planner.FEEDER);
    try {
      PipeWriter writer = PipeWriter.open(layout.input(), bell);
      return Feeder.start(writer, bell, codec, store.counters(), inputsFailed, held);
    } catch (RuntimeException e) {
      bell.close();
      throw e;
    }
  }

  private static Doorbell bell(Blueprint blueprint, RunStore store, int participant) {
    return Doorbell.open(store.path(), store.sockets(), participant, blueprint.participantCount());
  }

  /** Returns the end that takes inputs. */
  public Feeder feeder() {
    return feeder;
  }

  /** Returns the end that gives results. */
  public ResultReader sink() {
    return sink;
  }

  /** Nothing flows any more: who feeds or waits for results does not wait. */
  public void abandon() {
    feeder.abandon();
    sink.wake();
  }

  /**
   * Closes all ends.
   *
   * @throws ConveyorException if some cannot be
   */
  @Override
  public void close() {
    resources.close();
  }
}
