package io.conveyor.processes.plan;

import io.conveyor.PipelineSettings;
import io.conveyor.ProcessSettings;
import io.conveyor.face.Face;
import io.conveyor.pipe.PipeSpec;
import io.conveyor.spi.Refusal;
import java.util.List;

/**
 * Which blocks fit which pipes: the one rule, asked before anything is started. What a pipe demands
 * of its documents is for {@link PipeSpec} to say; a document holds a largest block and a batch
 * that was not full yet.
 */
public final class SizeRule {

  /** What a document holds besides one largest block: a batch not full yet, and its header. */
  static final int DOCUMENT_SPARE = 128 << 10;

  /** The largest block that any pipe takes, in bytes. */
  private static final long MOST_BLOCK = PipeSpec.MAX_DOCUMENT - DOCUMENT_SPARE;

  private SizeRule() {}

  /** Returns the largest document of pipes for blocks of at most that size, in bytes. */
  static int largestDocument(long largestBlockBytes) {
    return Math.toIntExact(largestBlockBytes + DOCUMENT_SPARE);
  }

  /** Returns what is wrong with the sizes; nothing if they fit each other. */
  public static List<Refusal> refusals(PipelineSettings settings, ProcessSettings processes) {
    long block = settings.largestBlockBytes();
    if (block > MOST_BLOCK) {
      return List.of(
          Refusal.ofPipeline(
              "largest-block",
              "%d is more than any pipe takes".formatted(block),
              atMost(MOST_BLOCK)));
    }
    long least = PipeSpec.leastBound(largestDocument(block));
    if (processes.pipeBytes() >= least) {
      return List.of();
    }
    return List.of(
        Refusal.ofPipeline(
            processes.pipeBytes() == ProcessSettings.DEFAULT_PIPE_BYTES
                ? "largest-block"
                : "pipe-size",
            "blocks of up to %d bytes do not fit pipes of %d"
                .formatted(block, processes.pipeBytes()),
            "raise %s to at least %d, or %s"
                .formatted(Face.setting("pipe-size"), least, lower(processes))));
  }

  private static String lower(ProcessSettings processes) {
    return atMost(PipeSpec.largestFor(processes.pipeBytes()) - DOCUMENT_SPARE);
  }

  private static String atMost(long bytes) {
    return "lower %s to at most %d".formatted(Face.setting("largest-block"), bytes);
  }
}
