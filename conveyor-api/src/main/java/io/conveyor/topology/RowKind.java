package io.conveyor.topology;

import io.conveyor.Join;
import io.conveyor.Pipe;
import io.conveyor.Processor;
import io.conveyor.Stage;

/** What the stages of a row are, besides pipes. */
enum RowKind {
  PIPES("pipes"),
  JOBS("processors"),
  FORKS("forks"),
  JOINS("joins");

  private final String stages;

  RowKind(String stages) {
    this.stages = stages;
  }

  /** Returns what its stages are called. */
  String stages() {
    return stages;
  }

  static RowKind of(Stage stage) {
    if (stage instanceof Pipe) {
      return PIPES;
    }
    if (stage instanceof Processor) {
      return JOBS;
    }
    return stage instanceof Join ? JOINS : FORKS;
  }
}
