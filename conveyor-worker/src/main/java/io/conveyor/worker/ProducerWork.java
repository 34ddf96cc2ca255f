package io.conveyor.worker;

import io.conveyor.Producer;
import java.util.Objects;
import java.util.stream.Stream;

/** Produces blocks once the run's inputs, of which there are none, have ended. */
final class ProducerWork implements Work {

  private final Producer<Object> producer;
  private final StageFlow flow;
  private final boolean resumable;

  /**
   * Creates work.
   *
   * @param producer what gives the blocks
   * @param flow where they go
   * @param resumable whether it gives the same each time
   */
  ProducerWork(Producer<Object> producer, StageFlow flow, boolean resumable) {
    this.producer = producer;
    this.flow = flow;
    this.resumable = resumable;
  }

  @Override
  public void take(StageInput input) {
    throw new IllegalStateException(
        "a producer takes no input, but pipe " + input.pipe + " has some");
  }

  @Override
  public void endRun() {
    if (flow.isDropped()) {
      return;
    }
    try (Stream<Object> blocks = producer.run()) {
      blocks.sequential().forEachOrdered(this::emit);
    } catch (RunDroppedException e) {
      // Nobody waits for the rest.
    } catch (Throwable e) {
      flow.fail(e);
    }
  }

  private void emit(Object block) {
    flow.emitNext(Objects.requireNonNull(block, "a producer gave null, which is not a block"));
    if (flow.isDue()) {
      flow.commit();
      flow.requireWanted();
    }
  }

  @Override
  public boolean isResumable() {
    return resumable;
  }
}
