package io.conveyor.pipe;

import io.conveyor.ConveyorException;
import io.conveyor.bell.Doorbell;
import io.conveyor.fuzz.Damage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Uses a damaged pipe over and over, each time damaged in another way. Ends with 0 if each time
 * there was an answer or a clear error.
 */
final class DamagedPipeMain {

  private static final int WRITER = 0;
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Path good;
  private final Path place;
  private final Damage damage;
  private volatile long since = System.nanoTime();

  private DamagedPipeMain(Path good, Path place, Damage damage) {
    this.good = good;
    this.place = place;
    this.damage = damage;
  }

  /** Three kinds of readers: a sole one, a group, and two that take turns. */
  static Rig rig(Path directory) {
    return Rig.attach(
        directory,
        1 << 20,
        0,
        64 << 10,
        Subscription.sole(1),
        new Subscription(Subscription.Policy.SHARED, List.of(2, 3)),
        new Subscription(Subscription.Policy.ROUND_ROBIN, List.of(4, 5)));
  }

  public static void main(String[] args) throws Exception {
    ChildJvm.endWithParent();
    DamagedPipeMain main =
        new DamagedPipeMain(
            Path.of(args[0]), Path.of(args[1]), new Damage(Long.parseLong(args[2])));
    Thread watch = new Thread(main::watch);
    watch.setDaemon(true);
    watch.start();
    int refused = 0;
    int rounds = Integer.parseInt(args[3]);
    for (int i = 0; i < rounds; i++) {
      refused += main.isRefused() ? 1 : 0;
    }
    System.out.println(refused + " of " + rounds + " refused");
    System.exit(0);
  }

  private void watch() {
    while (true) {
      if (System.nanoTime() - since > MOST_NANOS) {
        System.out.println("hangs: " + damage);
        Thread.getAllStackTraces()
            .forEach((thread, trace) -> System.out.println(thread + " " + List.of(trace)));
        Runtime.getRuntime().halt(98);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private boolean isRefused() throws IOException {
    since = System.nanoTime();
    copy();
    List<Path> files = files(place);
    damage.file(files.get(damage.random().nextInt(files.size())));
    try {
      goOn();
      return false;
    } catch (ConveyorException e) {
      if (e.category() != ConveyorException.Category.CORRUPT
          || !e.getMessage().contains(place.toString())) {
        fail(e);
      }
    } catch (Throwable e) {
      fail(e);
    }
    return true;
  }

  private void fail(Throwable e) {
    System.out.println(damage);
    e.printStackTrace(System.out);
    System.out.flush();
    Runtime.getRuntime().halt(97);
  }

  private void copy() throws IOException {
    for (Path file : files(place)) {
      Files.delete(file);
    }
    for (Path file : files(good)) {
      Path copy = place.resolve(good.relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** What all participants do after all have died. */
  private void goOn() {
    Rig rig = rig(place);
    List<AutoCloseable> open = new ArrayList<>();
    try {
      Doorbell[] bells = new Doorbell[rig.participants];
      for (int participant = 0; participant < bells.length; participant++) {
        bells[participant] = rig.bell(participant);
        open.add(bells[participant]);
      }
      PipeWriter writer = rig.writer(bells[WRITER]);
      open.add(writer);
      List<PipeReader> readers = new ArrayList<>();
      for (int s = 0; s < 3; s++) {
        for (int m = 0; m < rig.spec.subscriptions().get(s).members().size(); m++) {
          int participant = rig.spec.subscriptions().get(s).members().get(m);
          PipeReader reader = Pipes.openReader(rig.spec, s, m, bells[participant], -1);
          open.add(reader);
          readers.add(reader);
        }
      }
      readers.forEach(DamagedPipeMain::drain);
      for (int i = 0; i < 30 && writer.hasRoom(); i++) {
        byte[] payload = Rig.longs(i, 1000);
        writer.append(2, 1000, payload, payload.length, new long[] {i});
      }
      readers.forEach(DamagedPipeMain::drain);
    } finally {
      for (int i = open.size() - 1; i >= 0; i--) {
        close(open.get(i));
      }
    }
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void drain(PipeReader reader) {
    while (reader.poll(700)) {
      if (!reader.isEndOfRun()) {
        reader.acknowledge(reader.sequence() + reader.count());
      }
    }
  }
}
