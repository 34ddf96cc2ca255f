package io.conveyor.pipe;

import io.conveyor.bell.Doorbell;
import io.conveyor.log.Log;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A run directory with one pipe; participant 0 writes, and participants 1 and on read. */
final class Rig {

  static final int WRITER = 0;

  final PipeSpec spec;
  final int participants;

  private Rig(PipeSpec spec) {
    this.spec = spec;
    this.participants = 1 + spec.readers();
  }

  static Rig create(Path directory, long bytes, int blocks, int largest, Subscription... readers) {
    Rig rig = attach(directory, bytes, blocks, largest, readers);
    Doorbell.create(directory, rig.participants);
    Pipes.create(rig.spec);
    return rig;
  }

  static Rig attach(Path directory, long bytes, int blocks, int largest, Subscription... readers) {
    return new Rig(
        new PipeSpec(7, "numbers", directory, WRITER, bytes, blocks, largest, List.of(readers)));
  }

  /** One reader, a pipe of 1 MiB, documents of up to 64 KiB. */
  static Rig sole(Path directory) {
    return create(directory, 1 << 20, 0, 64 << 10, Subscription.sole(1));
  }

  Doorbell bell(int participant) {
    return Doorbell.open(spec.directory(), spec.directory(), participant, participants);
  }

  PipeWriter writer(Doorbell bell) {
    return PipeWriter.open(spec, bell);
  }

  PipeReader reader(Doorbell bell) {
    return Pipes.openReader(spec, 0, 0, bell, -1);
  }

  static byte[] longs(long from, int count) {
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES * count);
    for (int i = 0; i < count; i++) {
      buffer.putLong(from + i);
    }
    return buffer.array();
  }

  static long longAt(PipeReader reader, int block) {
    return ByteBuffer.wrap(reader.payload())
        .getLong(Long.BYTES * (reader.firstInDocument() + block));
  }

  Log log() {
    return new Log(spec.log());
  }

  /** Returns where a segment is; for the first dozen of them. */
  Path segment(int number) {
    return spec.home().resolve("19700101-00%02dV.cq4".formatted(5 * number));
  }

  /** Returns the space that the run directory takes on disk. */
  long diskBytes() throws IOException, InterruptedException {
    Process du =
        new ProcessBuilder("du", "-sk", spec.home().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out =
        new String(du.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    du.waitFor();
    return 1024 * Long.parseLong(out.split("\\s")[0]);
  }
}
