package io.conveyor.it.crash;

import io.conveyor.bell.Doorbell;
import io.conveyor.pipe.PipeReader;
import io.conveyor.pipe.PipeSpec;
import io.conveyor.pipe.PipeWriter;
import io.conveyor.pipe.Pipes;
import io.conveyor.pipe.Subscription;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * A source, two workers who share its pipe, and a sink; on one thread, so that the order of stores
 * is the seed's alone. Block {@code i} is the number {@code i}. Now and then, one of them is
 * replaced as if it had been killed.
 *
 * <pre>
 * 0 source ─ pipe 0 ┬ 1 worker ─ pipe 1 ┐
 *                   └ 2 worker ─ pipe 2 ┴ 3 sink
 * </pre>
 */
final class PipeSteps implements Disturbed {

  private static final int RUN = 1;
  private static final int PARTICIPANTS = 4;
  private static final int SINK = 3;
  private static final int WORKERS = 2;
  private static final int LARGEST = 120 << 10;
  private static final int MOST_STEPS = 100_000;

  /** Of documents: in the log, in the ring, and too large for the ring. */
  private static final int[] SIZES = {100, 100, 5_000, 20_000, 50_000, 110_000};

  private final int total;
  private final long seed;
  private final Random random;
  private final List<Party> workers = new ArrayList<>();
  private Path directory = Path.of("");
  private List<Doorbell> bells = List.of();
  private PipeWriter source;

  /** What the sink has of each worker, and how much of it was acknowledged for certain. */
  private final List<List<Long>> results = List.of(new ArrayList<>(), new ArrayList<>());

  private final long[] certain = new long[WORKERS];
  private final PipeReader[] sinks = new PipeReader[WORKERS];
  private final boolean[] ended = new boolean[WORKERS];
  private long fed;

  PipeSteps(int total, long seed) {
    this.total = total;
    this.seed = seed;
    this.random = new Random(seed);
  }

  private record Party(PipeReader in, PipeWriter out) {}

  private static PipeSpec spec(Path directory, int writer) {
    Subscription readers =
        writer == 0
            ? new Subscription(Subscription.Policy.SHARED, List.of(1, 2))
            : Subscription.sole(SINK);
    return new PipeSpec(
        writer, "p" + writer, directory, writer, 1 << 20, 0, LARGEST, List.of(readers));
  }

  @Override
  public void prepare(Path where) {
    Doorbell.create(where, PARTICIPANTS);
    for (int writer = 0; writer <= WORKERS; writer++) {
      Pipes.create(spec(where, writer));
    }
  }

  @Override
  public void run(Path where) {
    attach(where);
    finish(true);
    detach();
  }

  /** Opens all ends as replacements do. */
  private void attach(Path where) {
    directory = where;
    bells = new ArrayList<>();
    for (int participant = 0; participant < PARTICIPANTS; participant++) {
      bells.add(Doorbell.open(where, where, participant, PARTICIPANTS));
    }
    source = PipeWriter.open(spec(where, 0), bells.get(0));
    for (int worker = 0; worker < WORKERS; worker++) {
      workers.add(openWorker(worker));
      sinks[worker] = openSink(worker);
    }
  }

  private Party openWorker(int worker) {
    Doorbell bell = bells.get(worker + 1);
    PipeWriter out = PipeWriter.open(spec(directory, worker + 1), bell);
    long[] acknowledged = out.acknowledged();
    return new Party(
        Pipes.openReader(
            spec(directory, 0), 0, worker, bell, acknowledged.length == 0 ? -1 : acknowledged[0]),
        out);
  }

  private PipeReader openSink(int worker) {
    return Pipes.openReader(spec(directory, worker + 1), 0, 0, bells.get(SINK), -1);
  }

  private void detach() {
    source.close();
    for (Party worker : workers) {
      worker.in.close();
      worker.out.close();
    }
    Arrays.stream(sinks).forEach(PipeReader::close);
    bells.forEach(Doorbell::close);
  }

  /** Goes on to the end. */
  private void finish(boolean replaces) {
    for (int step = 0; !ended[0] || !ended[1]; step++) {
      if (step > MOST_STEPS) {
        throw new AssertionError("gets nowhere: fed %d, has %s".formatted(fed, results));
      }
      switch (random.nextInt(replaces ? 11 : 9)) {
        case 0, 1, 2 -> feed();
        case 3, 4, 5 -> work(random.nextInt(WORKERS));
        case 9 -> replaceSource();
        case 10 -> replaceWorker(random.nextInt(WORKERS));
        default -> sink(random.nextInt(WORKERS));
      }
    }
  }

  private void feed() {
    if (source.runEnded() || !source.hasRoom()) {
      return;
    }
    long next = source.nextSequence();
    if (next == total) {
      source.appendEndOfRun(RUN, new long[0]);
      return;
    }
    int count = (int) Math.min(total - next, 1 + random.nextInt(4));
    append(source, LongStream.range(next, next + count).toArray(), new long[0]);
    fed = next + count;
  }

  private void append(PipeWriter pipe, long[] blocks, long[] commit) {
    byte[] payload = new byte[Math.max(8 * blocks.length, SIZES[random.nextInt(SIZES.length)])];
    ByteBuffer.wrap(payload).asLongBuffer().put(blocks);
    pipe.append(RUN, blocks.length, payload, payload.length, commit);
  }

  private static long[] blocks(PipeReader reader) {
    long[] blocks = new long[reader.count()];
    ByteBuffer.wrap(reader.payload()).asLongBuffer().get(reader.firstInDocument(), blocks);
    return blocks;
  }

  private void work(int worker) {
    Party party = workers.get(worker);
    if (party.out.runEnded() || !party.out.hasRoom() || !party.in.poll(1 + random.nextInt(4))) {
      return;
    }
    if (party.in.isEndOfRun()) {
      party.out.appendEndOfRun(RUN, party.out.acknowledged());
      return;
    }
    long end = party.in.sequence() + party.in.count();
    append(party.out, blocks(party.in), new long[] {end});
    party.in.acknowledge(end);
  }

  private void sink(int worker) {
    PipeReader reader = sinks[worker];
    if (ended[worker] || !reader.poll(1 + random.nextInt(8))) {
      return;
    }
    if (reader.isEndOfRun()) {
      ended[worker] = true;
      return;
    }
    List<Long> all = results.get(worker);
    long sequence = reader.sequence();
    if (sequence < certain[worker] || sequence > all.size()) {
      throw new AssertionError(
          "worker %d: block %d comes behind %d, of which %d are acknowledged"
              .formatted(worker, sequence, all.size(), certain[worker]));
    }
    for (long block : blocks(reader)) {
      if (sequence < all.size() && all.get((int) sequence) != block) {
        throw new AssertionError(
            "worker %d: block %d was %d, is %d"
                .formatted(worker, sequence, all.get((int) sequence), block));
      } else if (sequence == all.size()) {
        all.add(block);
      }
      sequence++;
    }
    reader.acknowledge(sequence);
    certain[worker] = sequence;
  }

  private void replaceSource() {
    source.close();
    source = PipeWriter.open(spec(directory, 0), bells.get(0));
  }

  private void replaceWorker(int worker) {
    Party dead = workers.get(worker);
    dead.in.close();
    dead.out.close();
    workers.set(worker, openWorker(worker));
  }

  @Override
  public void recover(Path copy) {
    PipeSteps replacement = new PipeSteps(total, seed + fed);
    for (int worker = 0; worker < WORKERS; worker++) {
      replacement.results.get(worker).addAll(results.get(worker));
      replacement.certain[worker] = certain[worker];
    }
    replacement.attach(copy);
    try {
      if (replacement.source.nextSequence() < fed) {
        throw new AssertionError(
            "%d of %d blocks are there".formatted(replacement.source.nextSequence(), fed));
      }
      replacement.finish(false);
      replacement.requireAll();
    } finally {
      replacement.detach();
    }
  }

  private void requireAll() {
    List<Long> all = new ArrayList<>(results.get(0));
    all.addAll(results.get(1));
    all.sort(null);
    List<Long> expected = LongStream.range(0, total).boxed().toList();
    boolean ordered =
        results.stream().allMatch(each -> each.equals(each.stream().sorted().toList()));
    if (!all.equals(expected) || !ordered) {
      throw new AssertionError("expected 0 to %d, found %s".formatted(total, results));
    }
  }
}
