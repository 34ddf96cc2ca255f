package io.conveyor.pipe;

import io.conveyor.ConveyorException;
import io.conveyor.log.LogIndex;
import io.conveyor.mapped.Corrupt;

/**
 * Checks that no reader is further than the writer. What cannot be is not believed: readers would
 * pass blocks by in silence, and the writer delete what is not read yet.
 */
final class CursorCheck {

  private final PipeSpec spec;
  private final Cursors cursors;

  private CursorCheck(PipeSpec spec, Cursors cursors) {
    this.spec = spec;
    this.cursors = cursors;
  }

  /**
   * Checks the slots of all readers; they may be at work meanwhile.
   *
   * @throws ConveyorException of category CORRUPT if one of them says what cannot be
   */
  static void requirePossible(PipeSpec spec, Cursors cursors) {
    CursorCheck check = new CursorCheck(spec, cursors);
    for (int s = 0; s < spec.subscriptions().size(); s++) {
      if (spec.subscriptions().get(s).claims()) {
        check.requirePossible(cursors.group(s), cursors.members(s).size());
      }
      cursors.members(s).forEach(check::requirePossible);
    }
  }

  /**
   * Checks where a reader is to go on.
   *
   * @param acknowledged the first block that it has not acknowledged, as its own output says, or -1
   */
  static void requirePossible(PipeSpec spec, Cursors cursors, long acknowledged) {
    new CursorCheck(spec, cursors)
        .sequence("first block not acknowledged by its reader", acknowledged);
  }

  private void requirePossible(GroupSlot group, int members) {
    long next = group.nextVolatile();
    if (GroupSlot.member(next) >= members) {
      throw corrupt("member who claimed last", members - 1, GroupSlot.member(next));
    }
    sequence("first block not claimed", GroupSlot.sequence(next));
    index("front", group.frontVolatile());
  }

  private void requirePossible(MemberSlot member) {
    sequence("first block not acknowledged", member.sequenceAcquire());
    index("last document acknowledged", member.indexAcquire());
    sequence("end of a claim", member.claimTo());
  }

  /** What is read first cannot be more than what is read after it: both only grow. */
  private void sequence(String what, long found) {
    long documents = cursors.writer().documentsAcquire();
    long written = cursors.writer().nextSequence();
    if (found < -1 || found > written) {
      throw corrupt(what + ", of " + documents + " documents", written, found);
    }
  }

  private void index(String what, long found) {
    cursors.writer().documentsAcquire();
    long written = cursors.writer().index();
    if (found < LogIndex.NONE || found > written) {
      throw corrupt("index of the " + what, written, found);
    }
  }

  private ConveyorException corrupt(String what, long most, long found) {
    return Corrupt.of(Cursors.file(spec), what, "at most " + most, found);
  }
}
