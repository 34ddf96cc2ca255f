package io.conveyor.pipe;

import io.conveyor.mapped.Words;

import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A reader says how far it is through while another process looks, or takes its place. */
@JCStressTest
@Outcome(id = "-1, 0", expect = Expect.ACCEPTABLE, desc = "Before.")
@Outcome(id = "-1, 8", expect = Expect.ACCEPTABLE, desc = "In between: a document is passed again.")
@Outcome(id = "5, 8", expect = Expect.ACCEPTABLE, desc = "After.")
@Outcome(
    id = "5, 0",
    expect = Expect.FORBIDDEN,
    desc = "Ahead of its blocks: they look like a gap.")
@State
public class CursorStress {

  private final MemberSlot member =
      new MemberSlot(new Words(ByteBuffer.allocateDirect(256).alignedSlice(8)));

  public CursorStress() {
    member.initialize();
  }

  @Actor
  public void reader() {
    member.throughRelease(5, 8);
  }

  @Actor
  public void other(JJ_Result result) {
    result.r1 = member.indexAcquire();
    result.r2 = member.sequenceAcquire();
  }
}
