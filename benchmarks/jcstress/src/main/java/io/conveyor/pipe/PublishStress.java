package io.conveyor.pipe;

import io.conveyor.mapped.Words;

import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A writer publishes its first document while another process looks. */
@JCStressTest
@Outcome(id = "0, -1", expect = Expect.ACCEPTABLE, desc = "Before.")
@Outcome(
    id = "0, 5",
    expect = Expect.ACCEPTABLE,
    desc = "In between: the index alone counts for nothing.")
@Outcome(id = "1, 5", expect = Expect.ACCEPTABLE, desc = "After.")
@Outcome(id = "1, -1", expect = Expect.FORBIDDEN, desc = "A document that is nowhere.")
@State
public class PublishStress {

  private final WriterSlot writer =
      new WriterSlot(new Words(ByteBuffer.allocateDirect(256).alignedSlice(8)));

  public PublishStress() {
    writer.initialize();
  }

  @Actor
  public void writer() {
    writer.publishRelease(1, 2, 5);
  }

  @Actor
  public void reader(JJ_Result result) {
    result.r1 = writer.documentsAcquire();
    result.r2 = writer.index();
  }
}
