package io.conveyor.pipe;

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

  private final WriterSlot writer;
  private final List<GroupSlot> groups = new ArrayList<>();
  private final List<List<MemberSlot>> members = new ArrayList<>();

  private Cursors(PipeSpec spec, Words words) {
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
}
