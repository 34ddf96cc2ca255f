package io.conveyor.processes;

import io.conveyor.ConveyorException;
import io.conveyor.DurableRun;
import io.conveyor.PipelineSettings;
import io.conveyor.ProcessSettings;
import io.conveyor.RunReport;
import io.conveyor.bell.Doorbell;
import io.conveyor.codec.BlockCodec;
import io.conveyor.control.Counters.Phase;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.owned.Resources;
import io.conveyor.processes.flow.Flow;
import io.conveyor.processes.plan.Blueprint;
import io.conveyor.processes.plan.Layout;
import io.conveyor.processes.plan.Participant;
import io.conveyor.processes.postmortem.PostMortem;
import io.conveyor.processes.postmortem.Scene;
import io.conveyor.processes.registry.Registry;
import io.conveyor.processes.registry.RunCard;
import io.conveyor.processes.rundir.DurableStore;
import io.conveyor.processes.rundir.EphemeralStore;
import io.conveyor.processes.rundir.Fingerprint;
import io.conveyor.processes.rundir.RunContents;
import io.conveyor.processes.rundir.RunStore;
import io.conveyor.processes.spawn.Heaps;
import io.conveyor.processes.spawn.WorkerClasspath;
import io.conveyor.processes.spawn.WorkerCommand;
import io.conveyor.processes.supervise.PipelineEvents;
import io.conveyor.processes.supervise.Supervision;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.worker.plan.WorkerPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that an open pipeline holds, acquired in the order of the story and released in the reverse:
 * its place on the disk, its workers, and the launcher's own ends of the pipes.
 *
 * @param settings those of the engine
 * @param blueprint all participants
 * @param store where it lies
 * @param card the file by which other processes find it; null if there is none
 * @param box where its dead letters go
 * @param supervision its workers
 * @param flow the launcher's ends
 * @param postMortem keeps what is known of a failure; null if nothing does
 */
record OpenPipeline(
    ProcessSettings settings,
    Blueprint blueprint,
    RunStore store,
    @Nullable Path card,
    DeadLetterBox box,
    Supervision supervision,
    Flow flow,
    @Nullable PostMortem postMortem) {

  private static final Logger LOG = LoggerFactory.getLogger(OpenPipeline.class);

  /**
   * Starts everything; workers may not be ready yet. What fails leaves nothing behind.
   *
   * @param pipeline the pipeline
   * @param blueprint its plan
   * @param events notified of what happens to participants
   * @param inputsFailed takes the run and what its inputs threw
   * @param disturbed whether there is a reason to stop waiting for results
   */
  static OpenPipeline open(
      PipelineDefinition pipeline,
      Blueprint blueprint,
      PipelineEvents events,
      BiConsumer<Integer, Throwable> inputsFailed,
      BooleanSupplier disturbed)
      throws IOException {
    PipelineSettings settings = pipeline.settings();
    ProcessSettings processes = ProcessSettings.of(pipeline.options());
    Resources resources = new Resources();
    try {
      RunStore store = resources.add(store(settings, processes, blueprint));
      LOG.info("run directory {}", store.path());
      DeadLetterBox box = DeadLetterBox.of(pipeline.name(), settings, store.begun());
      BlockCodec codec =
          BlockCodec.create(settings.classLoader(), Math.toIntExact(settings.largestBlockBytes()));
      Supervision supervision =
          Supervision.open(store, blueprint, codec.fingerprint(), box, processes, events);
      resources.add(() -> supervision.close(false));
      store.beforeExit(supervision::kill);

      Layout layout =
          new Layout(blueprint, settings, processes, store.path(), pipeline.isObserved());
      List<Path> classpath = WorkerClasspath.of(settings.classPath());
      List<Participant> workers =
          blueprint.participants().stream().filter(Participant::isProcess).toList();
      Heaps heaps = Heaps.of(pipeline.topology());
      store.prepare(
          new RunContents(
              layout.pipes(),
              blueprint.participantCount(),
              settings.sharedMemoryBytes(),
              () -> Fingerprint.of(layout.plans(), classpath, codec.fingerprint())),
          box::removeFrom);
      Path card =
          Registry.enter(
              pipeline.name(),
              store.begun(),
              store.path(),
              store.outlivesLauncher(),
              stages(blueprint),
              new RunCard.Encoding(codec.fingerprint(), classpath));
      resources.add(() -> leave(card));
      for (WorkerPlan plan : layout.plans()) {
        plan.write(store.path());
      }
      Doorbell.create(store.path(), blueprint.participantCount());
      supervision.start(
          workers, WorkerCommand.prepare(store.path(), store.sockets(), classpath, heaps));
      Flow flow =
          Flow.open(
              blueprint,
              layout,
              settings,
              store,
              box,
              supervision.deadLetters(),
              events,
              inputsFailed,
              disturbed);
      Path kept = processes.postMortem();
      Scene scene =
          new Scene(
              pipeline.name(),
              settings,
              processes,
              store.path(),
              blueprint,
              layout.pipes(),
              store.counters(),
              supervision);
      return new OpenPipeline(
          processes,
          blueprint,
          store,
          card,
          box,
          supervision,
          flow,
          kept == null ? null : new PostMortem(kept, scene));
    } catch (IOException | RuntimeException | Error e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  private static List<RunCard.Stage> stages(Blueprint blueprint) {
    return blueprint.participants().stream()
        .filter(participant -> participant.processor() != null && participant.worker() == 0)
        .map(first -> new RunCard.Stage(first.stage(), first.number(), first.workers()))
        .toList();
  }

  private static void leave(@Nullable Path card) {
    if (card != null) {
      Registry.leave(card);
    }
  }

  private static RunStore store(
      PipelineSettings settings, ProcessSettings processes, Blueprint blueprint)
      throws IOException {
    DurableRun durable = settings.durable();
    return durable == null
        ? EphemeralStore.open(
            processes.directory(),
            Layout.bytes(blueprint, settings, processes),
            blueprint.participantCount())
        : DurableStore.open(durable, blueprint.participantCount());
  }

  /** Keeps what is known of a failure, if it is to be kept. */
  void explain(ConveyorException failure, RunReport report) {
    if (postMortem != null) {
      postMortem.keep(failure, report);
    }
  }

  /** What a run gave survives a loss of power, if that is wanted. */
  void seal() throws IOException {
    if (store.survivesPowerLoss()) {
      flow.sink().seal();
      box.force();
    }
  }

  /**
   * Ends workers, by order or by force, and releases everything.
   *
   * @param gently whether workers end by order
   * @param done whether the run needs nothing any more that lies on the disk, once all tasks are
   *     closed
   * @param failures of tasks that are closed
   * @throws io.conveyor.ConveyorException if a task failed to close, or was not closed
   */
  void close(boolean gently, boolean done, LateFailures failures) {
    try (Resources resources = new Resources()) {
      resources.add(store);
      store.counters().enter(Phase.CLOSED);
      if (done || !store.outlivesLauncher()) {
        leave(card);
      }
      end(gently, failures);
      if (done) {
        resources.add(store::ended);
      }
    }
  }

  private void end(boolean gently, LateFailures failures) {
    try (Resources resources = new Resources()) {
      if (gently) {
        resources.add(failures::throwIfAny);
      }
      resources.add(flow);
      resources.add(() -> supervision.close(gently));
    }
  }
}
