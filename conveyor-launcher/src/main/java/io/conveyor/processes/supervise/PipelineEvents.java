package io.conveyor.processes.supervise;

import io.conveyor.ConveyorException;
import io.conveyor.PipelineEvent;
import io.conveyor.processes.plan.Participant;

/** What happens to the participants of a pipeline. Called from any thread; must not block. */
public interface PipelineEvents {

  /**
   * The task of a participant failed.
   *
   * @param run the run that fails with it
   * @param by the participant
   * @param failure what is known of it
   */
  void failed(int run, Participant by, ConveyorException failure);

  /** Something happened that who listens to the pipeline wants to know. */
  void happened(PipelineEvent event);

  /** The pipeline cannot go on: a participant is gone, and none takes its place. */
  void broken(ConveyorException reason);

  /** Returns whether the pipeline is broken already: then nobody is replaced any more. */
  boolean isBroken();

  /** Something arrived that a run may wait for: a failure, or what a job has printed. */
  void arrived();
}
