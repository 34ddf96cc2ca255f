package io.conveyor.processes.child;

import io.conveyor.ProcessSettings;
import io.conveyor.Processor;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.processes.plan.Participant;
import io.conveyor.processes.spawn.WorkerCommand;
import io.conveyor.spi.StagePrints;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts worker processes, with what drains and watches them. */
public final class ChildStarter {

  private static final Logger LOG = LoggerFactory.getLogger(ChildStarter.class);
  private static final File NULL_DEVICE = new File("/dev/null");

  private final WorkerCommand commands;
  private final Counters counters;
  private final ProcessSettings settings;
  private final Runnable printed;

  /**
   * Creates a starter.
   *
   * @param commands says with what a process is started
   * @param counters tell how far a worker has come
   * @param settings how long workers are waited for
   * @param printed called as something that a worker printed has arrived
   */
  public ChildStarter(
      WorkerCommand commands, Counters counters, ProcessSettings settings, Runnable printed) {
    this.commands = commands;
    this.counters = counters;
    this.settings = settings;
    this.printed = printed;
  }

  /** Starts the process of a worker. */
  public Child start(Participant participant) throws IOException {
    Processor processor = Objects.requireNonNull(participant.processor());
    List<String> command = commands.of(participant, processor);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(processor.environment());
    builder.redirectInput(ProcessBuilder.Redirect.from(NULL_DEVICE));
    Process process = builder.start();
    OutputDrain err =
        new OutputDrain(
            process.getErrorStream(),
            () -> StagePrints.of(System.err, participant.stage(), ""),
            prefix(participant),
            printed);
    OutputDrain out =
        new OutputDrain(
            process.getInputStream(),
            () -> StagePrints.of(System.out, participant.stage(), prefix(participant)),
            printed,
            LOG.isDebugEnabled() ? err : OutputDrain.toNowhere(),
            () -> counters.get(participant.number(), Counter.STDOUT_BYTES));
    Watch watch = new Watch(counters, participant, settings);
    return new Child(participant, command, process, out, err, watch);
  }

  private static String prefix(Participant participant) {
    String worker = participant.workers() > 1 ? "/" + participant.worker() : "";
    return "[" + participant.stage() + worker + "] ";
  }
}
