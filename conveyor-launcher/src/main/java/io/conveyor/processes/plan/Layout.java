package io.conveyor.processes.plan;

import io.conveyor.PipelineSettings;
import io.conveyor.ProcessSettings;
import io.conveyor.Processor;
import io.conveyor.Task;
import io.conveyor.pipe.PipeSpec;
import io.conveyor.worker.plan.WorkerPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A blueprint laid out in a run directory: the pipes, and the plan of each participant. */
public final class Layout {

  private final Blueprint blueprint;
  private final PipelineSettings settings;
  private final WorkerPlan.Times times;
  private final boolean observed;
  private final Map<Feed.Pipe, PipeSpec> pipes = new HashMap<>();

  /**
   * Lays out a blueprint.
   *
   * @param observed whether anybody wants to know of blocks that jobs throw over
   */
  public Layout(
      Blueprint blueprint,
      PipelineSettings settings,
      ProcessSettings processes,
      Path directory,
      boolean observed) {
    this.blueprint = blueprint;
    this.settings = settings;
    this.observed = observed;
    this.times =
        new WorkerPlan.Times(
            processes.livenessTimeout().toMillis(), processes.stopGrace().toMillis());
    int largestDocument = SizeRule.largestDocument(settings.largestBlockBytes());
    for (Feed feed : blueprint.feeds()) {
      for (Feed.Pipe pipe : feed.pipes) {
        pipes.put(pipe, feed.spec(pipe, directory, processes.pipeBytes(), largestDocument));
      }
    }
  }

  /** Returns how many bytes a run takes at the most. */
  public static long bytes(
      Blueprint blueprint, PipelineSettings settings, ProcessSettings processes) {
    long count = blueprint.feeds().stream().mapToLong(feed -> feed.pipes.size()).sum();
    return count * processes.pipeBytes() + settings.sharedMemoryBytes();
  }

  /**
   * Returns all pipes, by their ids, of which a pipe's is higher than those that its blocks come
   * of.
   */
  public List<PipeSpec> pipes() {
    return pipes.values().stream().sorted(Comparator.comparingInt(PipeSpec::id)).toList();
  }

  public PipeSpec input() {
    return pipe(blueprint.feeds().get(0), 0);
  }

  public List<WorkerPlan.Input> results() {
    return inputs(blueprint.results());
  }

  /** Returns the plans of all participants. */
  public List<WorkerPlan> plans() throws IOException {
    List<WorkerPlan> plans = new ArrayList<>();
    for (Participant participant : blueprint.participants()) {
      plans.add(plan(participant));
    }
    return plans;
  }

  public WorkerPlan plan(Participant participant) throws IOException {
    Processor processor = participant.processor();
    return new WorkerPlan(
        participant.number(),
        blueprint.participantCount(),
        participant.stage(),
        participant.worker(),
        participant.workers(),
        settings.sharedMemoryBytes() > 0,
        settings.durable() != null,
        observed,
        largestBlockBytes(),
        times,
        serialize(processor == null ? new Relay() : processor.task()),
        participant.rules(),
        inputs(participant.readings()),
        pipe(participant.output(), participant.worker()));
  }

  private int largestBlockBytes() {
    return Math.toIntExact(settings.largestBlockBytes());
  }

  private List<WorkerPlan.Input> inputs(List<Reading> readings) {
    List<WorkerPlan.Input> inputs = new ArrayList<>();
    for (Reading reading : readings) {
      for (int i = 0; i < reading.feed().pipes.size(); i++) {
        inputs.add(
            new WorkerPlan.Input(pipe(reading.feed(), i), reading.share(), reading.member()));
      }
    }
    return inputs;
  }

  private PipeSpec pipe(Feed feed, int index) {
    PipeSpec pipe = pipes.get(feed.pipes.get(index));
    if (pipe == null) {
      throw new IllegalStateException("no pipe " + index + " of " + feed.pipes);
    }
    return pipe;
  }

  private static byte[] serialize(Task task) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(task);
    }
    return bytes.toByteArray();
  }
}
