package io.conveyor.bell;

import io.conveyor.mapped.Words;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** One participant is about to sleep when another appends. */
@JCStressTest
@Outcome(
    id = "true, true",
    expect = Expect.ACCEPTABLE,
    desc = "Sees the input, and is rung as well.")
@Outcome(
    id = "true, false",
    expect = Expect.ACCEPTABLE,
    desc = "Sees the input, and does not sleep.")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "Sleeps, and is rung.")
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "Sleeps on its input for ever.")
@State
public class DoorbellStress {

  private static final int BELL = 0;
  private static final int DOCUMENTS = 128;
  private static final int INPUT = 1;

  private final Words words = new Words(ByteBuffer.allocateDirect(256).alignedSlice(8));

  @Actor
  public void sleeper(ZZ_Result result) {
    words.putVolatile(BELL, INPUT);
    VarHandle.fullFence();
    result.r1 = words.getAcquire(DOCUMENTS) > 0;
  }

  @Actor
  public void ringer(ZZ_Result result) {
    words.putRelease(DOCUMENTS, 1);
    VarHandle.fullFence();
    result.r2 = words.get(BELL) == INPUT && words.compareAndSet(BELL, INPUT, Bells.AWAKE);
  }
}
