package io.conveyor.pipe;

import io.conveyor.mapped.Words;

import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** The last block of document 5 is claimed, and the front moves on to 9, while the writer looks. */
@JCStressTest
@Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "Nothing has happened.")
@Outcome(id = "-1, 5", expect = Expect.ACCEPTABLE, desc = "The claim holds back deletion.")
@Outcome(id = "9, 5", expect = Expect.ACCEPTABLE, desc = "The claim still holds it back.")
@Outcome(id = "9, -1", expect = Expect.FORBIDDEN, desc = "A claimed document is deleted.")
@State
public class FrontStress {

  private final GroupSlot group = new GroupSlot(words());
  private final MemberSlot member = new MemberSlot(words());

  public FrontStress() {
    group.initialize();
    member.initialize();
  }

  private static Words words() {
    return new Words(ByteBuffer.allocateDirect(256).alignedSlice(8));
  }

  @Actor
  public void claimant() {
    long word = group.nextVolatile();
    member.intend(5, 0, 2);
    if (group.compareAndSetNext(word, GroupSlot.next(2, 0))) {
      group.advanceFront(9);
    }
  }

  @Actor
  public void writer(JJ_Result result) {
    result.r1 = group.frontVolatile();
    result.r2 = member.claimsAcquire() ? member.claimIndex() : -1;
  }
}
