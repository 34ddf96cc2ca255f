package io.conveyor.sequential;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A processor that runs a function over all blocks of a run, in each of its workers. */
final class StreamSink extends ProcessorSink {

  private @Nullable List<StreamCall> calls;

  StreamSink(Stage stage) {
    super(stage);
  }

  @Override
  public void accept(byte[] encoded) {
    long sequence = blocksIn.getAndIncrement();
    List<StreamCall> all = calls();
    all.get((int) (sequence % all.size())).give(stage.copier().decode(encoded), blockId(sequence));
  }

  @Override
  void end() {
    calls().forEach(StreamCall::end);
  }

  private List<StreamCall> calls() {
    List<StreamCall> all = calls;
    if (all == null) {
      all = new ArrayList<>();
      calls = all;
      for (Worker worker : stage.workers()) {
        all.add(
            new StreamCall(worker, result -> pass(encode(result, blockId(blocksIn.get() - 1)))));
      }
    }
    return all;
  }

  @Override
  void close() {
    if (calls != null) {
      calls.forEach(StreamCall::cancel);
    }
  }
}
