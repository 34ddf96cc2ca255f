package io.conveyor.pipe;

import io.conveyor.pipe.Subscription.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random pipes, used at random, against a model. Replay a failure with {@code -Dseed=}. */
class PipePropertyTest {

  private static final int STEPS = 3000;

  @TempDir Path directory;

  @Test
  void givesEachBlockExactlyOnceInOrderWhateverIsOpenedAgain() throws Exception {
    for (long seed : seeds(5)) {
      run(seed, 1 << 20, 100_000);
    }
  }

  @Test
  @Tag("slow")
  void givesEachBlockExactlyOnceInHundredsOfPipes() throws Exception {
    for (long seed : seeds(300)) {
      run(seed, 1 << 20, 100_000);
    }
  }

  @Test
  void givesBlocksOfSeveralMegabytes() throws Exception {
    for (long seed : seeds(2)) {
      run(seed, 64 << 20, 12 << 20);
    }
  }

  private static long[] seeds(int count) {
    Long given = Long.getLong("seed");
    return given != null
        ? new long[] {given}
        : LongStream.generate(System::nanoTime).limit(count).toArray();
  }

  private void run(long seed, long bytes, int largest) throws Exception {
    Random random = new Random(seed);
    Path home = Files.createDirectory(directory.resolve("p" + Long.toHexString(seed)));
    int blocks = random.nextInt(3) == 0 ? 1 + random.nextInt(50) : 0;
    try (PipeModel model =
        new PipeModel(
            Rig.create(home, bytes, blocks, largest, subscriptions(random)), random, largest)) {
      for (int i = 0; i < STEPS; i++) {
        model.step();
      }
      model.finish();
    } catch (Throwable e) {
      throw new AssertionError("replay with -Dseed=" + seed, e);
    }
  }

  private static Subscription[] subscriptions(Random random) {
    List<Subscription> subscriptions = new ArrayList<>();
    int participant = 1;
    for (int s = 1 + random.nextInt(3); s > 0; s--) {
      List<Integer> members = new ArrayList<>();
      for (int m = 1 + random.nextInt(4); m > 0; m--) {
        members.add(participant++);
      }
      Policy policy = random.nextInt(3) == 0 ? Policy.ROUND_ROBIN : Policy.SHARED;
      subscriptions.add(new Subscription(policy, members));
    }
    return subscriptions.toArray(Subscription[]::new);
  }
}
