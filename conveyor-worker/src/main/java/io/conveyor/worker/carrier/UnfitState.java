package io.conveyor.worker.carrier;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.codec.BatchEncoder;
import io.conveyor.codec.BlockCodec;
import io.conveyor.stage.StageTask;
import java.util.Map;

/** Says which part of a state cannot be encoded, why, and what a user can do. */
final class UnfitState {

  private UnfitState() {}

  /** Returns what the state is in. */
  static String names(StageTask task) {
    return "what the task had gathered in " + String.join(", ", task.stateParts().keySet());
  }

  /** Returns what is wrong with a state, and the choice that there is. */
  static String describe(StageTask task, BlockCodec codec, ConveyorException whole) {
    if (whole.category() == Category.RESOURCES) {
      return "%s holds most of it: %s; raise largest-block, keep less, or say 'stateless: true' if no result depends on it"
          .formatted(largest(task, codec), reason(whole));
    }
    BatchEncoder encoder = codec.encoder();
    for (Map.Entry<String, Object> part : task.stateParts().entrySet()) {
      try {
        encoder.clear();
        encoder.add(part.getValue());
      } catch (ConveyorException e) {
        return unencodable(part.getKey() + ": " + reason(e));
      }
    }
    return unencodable(reason(whole));
  }

  private static String unencodable(String what) {
    return what
        + "; make it transient and fill it in open(), make the job a StatefulJob, or say 'stateless:"
        + " true' if no result depends on it";
  }

  private static String reason(ConveyorException failure) {
    return String.valueOf(failure.getMessage()).split("; ", 2)[0];
  }

  private static String largest(StageTask task, BlockCodec codec) {
    BatchEncoder encoder = codec.encoder();
    String largest = "";
    long most = -1;
    for (Map.Entry<String, Object> part : task.stateParts().entrySet()) {
      long size = size(encoder, part.getValue());
      if (size > most) {
        most = size;
        largest = part.getKey();
      }
    }
    return largest;
  }

  private static long size(BatchEncoder encoder, Object part) {
    try {
      encoder.clear();
      encoder.add(part);
      return encoder.size();
    } catch (ConveyorException e) {
      return Long.MAX_VALUE;
    }
  }
}
