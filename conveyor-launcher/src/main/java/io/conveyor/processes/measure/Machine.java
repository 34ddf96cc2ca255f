package io.conveyor.processes.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What the machine has done since it was booted.
 *
 * @param cores how many processors a process here may use
 * @param busyNanos the time that all processors were busy, in all; -1 where that is not known
 */
public record Machine(int cores, long busyNanos) {

  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;

  /** What guests take is within what users do. */
  private static final int FIRST_OF_GUESTS = 8;

  static Machine now() {
    return new Machine(Runtime.getRuntime().availableProcessors(), busy());
  }

  private static long busy() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"), StandardCharsets.ISO_8859_1)) {
      String all = lines.filter(line -> line.startsWith("cpu ")).findFirst().orElse("");
      long[] ticks =
          Stream.of(all.split(" +"))
              .skip(1)
              .limit(FIRST_OF_GUESTS)
              .mapToLong(Long::parseLong)
              .toArray();
      return ticks.length <= IO_WAIT
          ? -1
          : (LongStream.of(ticks).sum() - ticks[IDLE] - ticks[IO_WAIT]) * ProcessUse.NANOS_PER_TICK;
    } catch (IOException | NumberFormatException e) {
      return -1; // Other systems have no such file.
    }
  }
}
