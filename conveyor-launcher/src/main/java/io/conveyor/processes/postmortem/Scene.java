package io.conveyor.processes.postmortem;

import io.conveyor.PipelineSettings;
import io.conveyor.ProcessSettings;
import io.conveyor.control.Counters;
import io.conveyor.pipe.PipeSpec;
import io.conveyor.processes.plan.Blueprint;
import io.conveyor.processes.supervise.Supervision;
import java.nio.file.Path;
import java.util.List;

/**
 * What there is to look at of an open pipeline.
 *
 * @param pipeline its name
 * @param settings its settings
 * @param processes those of the engine
 * @param directory the run directory
 * @param blueprint all participants
 * @param pipes all pipes
 * @param counters the counters of all participants
 * @param supervision the workers
 */
public record Scene(
    String pipeline,
    PipelineSettings settings,
    ProcessSettings processes,
    Path directory,
    Blueprint blueprint,
    List<PipeSpec> pipes,
    Counters counters,
    Supervision supervision) {}
