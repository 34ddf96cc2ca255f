package io.conveyor.processes.postmortem;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException;
import io.conveyor.JobFailedException;
import io.conveyor.codec.BatchDecoder;
import io.conveyor.codec.BlockCodec;
import io.conveyor.control.Counters.Counter;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.pipe.PipeSpec;
import io.conveyor.pipe.PipeTap;
import io.conveyor.processes.plan.Participant;
import io.conveyor.spi.DeadLetters.Letter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocks that stages were at when a run failed: read from the pipes, as far as these still have
 * them, and kept as dead letters are, so that they can be shown and tried again likewise.
 */
final class BlocksAtHand {

  private static final Logger LOG = LoggerFactory.getLogger(BlocksAtHand.class);

  private final Scene scene;
  private final BatchDecoder decoder;

  BlocksAtHand(Scene scene) {
    this.scene = scene;
    this.decoder =
        BlockCodec.create(
                scene.settings().classLoader(),
                Math.toIntExact(scene.settings().largestBlockBytes()))
            .decoder();
  }

  /** Keeps them in a directory, which is made if there are any. */
  void keep(ConveyorException failure, Path directory) {
    DeadLetterBox box =
        DeadLetterBox.of(
            scene.pipeline(),
            scene.settings().toBuilder().deadLetters(directory).build(),
            Instant.now());
    at(failure).forEach((participant, block) -> keep(participant, block, failure, box));
  }

  private Map<Participant, BlockId> at(ConveyorException failure) {
    Map<Participant, BlockId> blocks = new LinkedHashMap<>();
    for (Participant participant : scene.blueprint().participants()) {
      BlockId block = isFailed(participant, failure) ? failed(failure) : current(participant);
      if (block != null) {
        blocks.put(participant, block);
      }
    }
    return blocks;
  }

  private static boolean isFailed(Participant participant, ConveyorException failure) {
    return failure instanceof JobFailedException failed
        && failed.stage().equals(participant.stage())
        && failed.worker() == participant.worker();
  }

  private static @Nullable BlockId failed(ConveyorException failure) {
    return ((JobFailedException) failure).blockId().orElse(null);
  }

  private @Nullable BlockId current(Participant participant) {
    long pipe = scene.counters().get(participant.number(), Counter.CURRENT_PIPE);
    return pipe <= 0
        ? null
        : new BlockId(
            (int) (pipe - 1), scene.counters().get(participant.number(), Counter.CURRENT_BLOCK));
  }

  private void keep(
      Participant participant, BlockId id, ConveyorException failure, DeadLetterBox box) {
    try {
      Object block = find(id);
      if (block == null) {
        LOG.debug("block {} is in its pipe no more", id);
        return;
      }
      boolean thrown = isFailed(participant, failure);
      box.put(
          new Letter(
              participant.stage(),
              participant.worker(),
              1,
              id,
              1,
              thrown ? ((JobFailedException) failure).remote() : null,
              thrown ? List.of() : List.of("the stage was at it when the run failed"),
              null),
          block);
    } catch (ConveyorException e) {
      LOG.warn("block {} cannot be kept: {}", id, e.getMessage());
    }
  }

  private @Nullable Object find(BlockId id) {
    PipeSpec pipe =
        scene.pipes().stream().filter(each -> each.id() == id.origin()).findFirst().orElse(null);
    if (pipe == null) {
      return null;
    }
    try (PipeTap tap = PipeTap.open(pipe)) {
      while (tap.next()) {
        if (id.sequence() < tap.sequence() + tap.count()) {
          return id.sequence() < tap.sequence() ? null : decode(tap, id);
        }
      }
      return null;
    }
  }

  private @Nullable Object decode(PipeTap tap, BlockId id) {
    decoder.reset(tap.payload(), 0, tap.payloadLength(), tap.count(), tap::ring);
    decoder.skipTo((int) (id.sequence() - tap.sequence()));
    Object block = decoder.next();
    return tap.isWhole() ? block : null;
  }
}
