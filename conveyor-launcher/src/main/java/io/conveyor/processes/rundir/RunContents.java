package io.conveyor.processes.rundir;

import io.conveyor.memory.MappedMemory;
import io.conveyor.pipe.PipeSpec;
import io.conveyor.pipe.Pipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run consists of, as its store needs to know it.
 *
 * @param pipes all pipes, by their ids
 * @param participants how many participants there are
 * @param sharedMemoryBytes how much memory the jobs share, in bytes; 0 for none
 * @param fingerprint gives what must be the same for the run to be resumed; asked for only if it
 *     can be
 */
public record RunContents(
    List<PipeSpec> pipes, int participants, long sharedMemoryBytes, Source fingerprint) {

  /** Gives digests, by what they are of. */
  @FunctionalInterface
  public interface Source {

    /** Returns the digests. */
    Map<String, String> get() throws IOException;
  }

  /** Creates a description, copying the list. */
  public RunContents {
    pipes = List.copyOf(pipes);
  }

  /** Makes the pipes and the shared memory, empty. */
  void create(Path directory) {
    pipes.forEach(Pipes::create);
    SharedMemory.create(directory, sharedMemoryBytes);
  }

  /** Opens the shared memory; null if there is none. */
  @Nullable MappedMemory openMemory(Path directory) {
    return SharedMemory.open(directory, sharedMemoryBytes, participants);
  }
}
