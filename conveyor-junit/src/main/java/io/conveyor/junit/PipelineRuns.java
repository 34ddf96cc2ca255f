package io.conveyor.junit;

/** Shown with the failure of a test: what its pipelines did and printed. */
final class PipelineRuns extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PipelineRuns(String text) {
    super("what the pipelines of this test did:\n" + text, null, false, false);
  }
}
