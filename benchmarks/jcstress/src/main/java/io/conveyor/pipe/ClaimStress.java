package io.conveyor.pipe;

import io.conveyor.mapped.Words;

import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZZ_Result;

/**
 * Two members claim once each, and die at once; r1 and r2 of one are what it did and what is known.
 */
@JCStressTest
@Outcome(id = "true, true, true, true", expect = Expect.ACCEPTABLE, desc = "One after the other.")
@Outcome(id = "true, true, false, false", expect = Expect.ACCEPTABLE, desc = "Only the first won.")
@Outcome(id = "false, false, true, true", expect = Expect.ACCEPTABLE, desc = "Only the second won.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A claim is lost, or taken for won.")
@State
public class ClaimStress {

  private final GroupSlot group = new GroupSlot(words());
  private final MemberSlot[] members = {new MemberSlot(words()), new MemberSlot(words())};

  public ClaimStress() {
    group.initialize();
    members[0].initialize();
    members[1].initialize();
  }

  private static Words words() {
    return new Words(ByteBuffer.allocateDirect(256).alignedSlice(8));
  }

  private boolean claim(int member) {
    long word = group.nextVolatile();
    long from = GroupSlot.sequence(word);
    int last = GroupSlot.member(word);
    if (last >= 0) {
      members[last].confirm(from);
    }
    members[member].intend(0, from, from + 2);
    return group.compareAndSetNext(word, GroupSlot.next(from + 2, member));
  }

  private boolean isKnownAsWon(int member) {
    MemberSlot slot = members[member];
    return slot.isConfirmed() || group.nextVolatile() == GroupSlot.next(slot.claimTo(), member);
  }

  @Actor
  public void first(ZZZZ_Result result) {
    result.r1 = claim(0);
  }

  @Actor
  public void second(ZZZZ_Result result) {
    result.r3 = claim(1);
  }

  @Arbiter
  public void successors(ZZZZ_Result result) {
    result.r2 = isKnownAsWon(0);
    result.r4 = isKnownAsWon(1);
  }
}
