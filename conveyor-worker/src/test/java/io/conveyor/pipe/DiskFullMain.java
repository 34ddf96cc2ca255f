package io.conveyor.pipe;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.bell.Doorbell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two pipes that take turns until the disk is full, and go on when something else is deleted. */
final class DiskFullMain {

  private static final int PIPES = 2;
  private static final int BLOCKS = 1000;

  private DiskFullMain() {}

  public static void main(String[] args) throws Exception {
    ChildJvm.endWithParent();
    Path disk = Path.of(args[0]);
    Path ballast = disk.resolve("ballast");
    Files.write(ballast, new byte[3 << 20]);
    List<Rig> rigs = new ArrayList<>();
    for (int i = 0; i < PIPES; i++) {
      Path place = Files.createDirectory(disk.resolve("run-" + i));
      rigs.add(Rig.create(place, 16 << 20, 0, 64 << 10, Subscription.sole(1)));
    }
    long[] written = new long[PIPES];
    String refusal = fill(rigs, written);
    require(refusal.contains("no room for "), refusal);
    require(refusal.contains(disk.toString()), refusal);
    require(refusal.contains("lower pipeSize(...)"), refusal);
    require(written[0] > 0 && written[1] > 0, "nothing was written");
    read(rigs, written);
    Files.delete(ballast);
    long before = written[0] + written[1];
    fill(rigs, written);
    require(written[0] + written[1] > before, "nothing was written once there was room");
    read(rigs, written);
    System.out.println("ended well");
    System.exit(0);
  }

  /** Opens the writers anew, as replacements do. */
  private static String fill(List<Rig> rigs, long[] written) {
    List<PipeWriter> writers = new ArrayList<>();
    List<Doorbell> bells = new ArrayList<>();
    try {
      for (Rig rig : rigs) {
        bells.add(rig.bell(0));
        writers.add(rig.writer(bells.get(bells.size() - 1)));
      }
      String refusal = null;
      for (int i = 0; refusal == null; i++) {
        refusal = append(writers.get(i % PIPES), written, i % PIPES, BLOCKS);
      }
      // What could not be appended has not happened, and what is smaller may still find room.
      for (int i = 0; i < PIPES; i++) {
        append(writers.get(i), written, i, 1);
      }
      return refusal;
    } finally {
      writers.forEach(PipeWriter::close);
      bells.forEach(Doorbell::close);
    }
  }

  /** Returns why not, or null. */
  private static String append(PipeWriter writer, long[] written, int pipe, int blocks) {
    byte[] payload = Rig.longs(written[pipe], blocks);
    try {
      writer.append(1, blocks, payload, payload.length, new long[0]);
    } catch (ConveyorException e) {
      require(e.category() == Category.RESOURCES, e.toString());
      return e.getMessage();
    }
    written[pipe] += blocks;
    return null;
  }

  private static void read(List<Rig> rigs, long[] written) {
    for (int i = 0; i < PIPES; i++) {
      Rig rig = rigs.get(i);
      try (Doorbell bell = rig.bell(1);
          PipeReader reader = rig.reader(bell)) {
        long next = 0;
        while (reader.poll(BLOCKS)) {
          require(Rig.longAt(reader, 0) == reader.sequence(), "not what was written");
          next = reader.sequence() + reader.count();
        }
        require(next == written[i], next + " of " + written[i] + " can be read");
      }
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }
}
