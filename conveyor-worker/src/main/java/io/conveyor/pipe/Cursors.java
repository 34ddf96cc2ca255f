package io.conveyor.pipe;

import io.conveyor.ConveyorException;
import io.conveyor.log.LogIndex;
import io.conveyor.mapped.Corrupt;
import io.conveyor.mapped.MappedLayout;
import io.conveyor.mapped.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The mapped file of a pipe's positions and claims; the package documentation draws its layout. */
final class Cursors {

  static final int SLOT = 128;

  private static final int VERSION = 2;

  private final PipeSpec spec;
  private final WriterSlot writer;
  private final List<GroupSlot> groups = new ArrayList<>();
  private final List<List<MemberSlot>> members = new ArrayList<>();

  private Cursors(PipeSpec spec, Words words) {
    this.spec = spec;
    int offset = MappedLayout.HEADER;
    writer = new WriterSlot(words.slice(offset, SLOT));
    for (Subscription subscription : spec.subscriptions()) {
      offset += SLOT;
      groups.add(new GroupSlot(words.slice(offset, SLOT)));
      List<MemberSlot> slots = new ArrayList<>();
      for (int m = 0; m < subscription.members().size(); m++) {
        offset += SLOT;
        slots.add(new MemberSlot(words.slice(offset, SLOT)));
      }
      members.add(slots);
    }
  }

  static void create(PipeSpec spec) {
    Cursors cursors = new Cursors(spec, layout(spec).create(file(spec)));
    cursors.writer.initialize();
    cursors.groups.forEach(GroupSlot::initialize);
    cursors.members.forEach(slots -> slots.forEach(MemberSlot::initialize));
  }

  static Cursors open(PipeSpec spec) {
    return new Cursors(spec, layout(spec).open(file(spec)));
  }

  static Path file(PipeSpec spec) {
    return spec.home().resolve("cursors.dat");
  }

  private static MappedLayout layout(PipeSpec spec) {
    Map<String, Long> geometry = new LinkedHashMap<>();
    geometry.put("pipe", (long) spec.id());
    geometry.put("writer", (long) spec.writer());
    geometry.put("byte bound", spec.byteBound());
    geometry.put("largest document", (long) spec.largestDocument());
    geometry.put("subscriptions", (long) spec.subscriptions().size());
    geometry.put("checksum of the subscriptions", checksum(spec.subscriptions()));
    int slots = 1 + spec.subscriptions().size() + spec.readers();
    return new MappedLayout("CvCursor", VERSION, MappedLayout.HEADER + SLOT * slots, geometry);
  }

  private static long checksum(List<Subscription> subscriptions) {
    long sum = 17;
    for (Subscription subscription : subscriptions) {
      sum = 31 * sum + subscription.policy().name().hashCode();
      sum = 31 * sum + subscription.members().hashCode();
    }
    return sum;
  }

  WriterSlot writer() {
    return writer;
  }

  GroupSlot group(int subscription) {
    return groups.get(subscription);
  }

  MemberSlot member(int subscription, int member) {
    return members.get(subscription).get(member);
  }

  List<MemberSlot> members(int subscription) {
    return members.get(subscription);
  }

  /**
   * Checks that no reader is further than the writer; they may be at work meanwhile. What cannot be
   * is not believed: readers would pass blocks by in silence, and the writer delete what is not
   * read yet.
   *
   * @throws ConveyorException of category CORRUPT if one of the slots says what cannot be
   */
  void requirePossible() {
    for (int s = 0; s < groups.size(); s++) {
      if (spec.subscriptions().get(s).claims()) {
        requirePossible(group(s), members(s).size());
      }
      members(s).forEach(this::requirePossible);
    }
  }

  /**
   * Checks where a reader is to resume.
   *
   * @param acknowledged the first block that it has not acknowledged, as its own output says, or -1
   * @throws ConveyorException of category CORRUPT if that cannot be
   */
  void requirePossible(long acknowledged) {
    sequence("first block not acknowledged by its reader", acknowledged);
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
    long documents = writer.documentsAcquire();
    long written = writer.nextSequence();
    if (found < -1 || found > written) {
      throw corrupt(what + ", of " + documents + " documents", written, found);
    }
  }

  private void index(String what, long found) {
    writer.documentsAcquire();
    long written = writer.index();
    if (found < LogIndex.NONE || found > written) {
      throw corrupt("index of the " + what, written, found);
    }
  }

  private ConveyorException corrupt(String what, long most, long found) {
    return Corrupt.of(file(spec), what, "at most " + most, found);
  }
}
