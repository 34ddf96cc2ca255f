package io.conveyor.yaml.cases;

import io.conveyor.Pipeline;
import io.conveyor.yaml.text.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case that tests a pipeline, or a part of it.
 *
 * @param name what it is called
 * @param place where it stands
 * @param part which stages it runs, or null for all
 * @param input what goes in, or null for the pipeline's own inputs, or none
 * @param results what comes out, or null if that does not matter
 * @param prints which lines are printed, or null if that does not matter
 * @param failure how the run fails, or null if it ends well
 * @param letters which blocks become dead letters
 * @param skipped how many blocks are skipped
 * @param engine the engine to run it on, or null for those that there are
 * @param timeout the longest that it may take on an engine, or null if it does not say
 */
public record Case(
    String name,
    Place place,
    @Nullable Part part,
    @Nullable Blocks input,
    @Nullable Expected results,
    @Nullable Expected prints,
    @Nullable Fault failure,
    Letters letters,
    int skipped,
    @Nullable String engine,
    @Nullable Duration timeout) {

  /**
   * A run of rows.
   *
   * @param first a stage of the first one
   * @param last a stage of the last one
   */
  record Part(String first, String last) {}

  private static final Duration LEAST_TIMEOUT = Duration.ofMillis(100);
  private static final Duration MOST_TIMEOUT = Duration.ofDays(1);

  /** Returns whether a case may take so long. */
  public static boolean isTimeout(Duration longest) {
    return longest.compareTo(LEAST_TIMEOUT) >= 0 && longest.compareTo(MOST_TIMEOUT) <= 0;
  }

  /** Returns the files that it names. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>();
    addFile(input, files);
    addFile(blocks(results), files);
    addFile(blocks(prints), files);
    return files;
  }

  private static @Nullable Blocks blocks(@Nullable Expected expected) {
    return expected instanceof Expected.Values values ? values.blocks() : null;
  }

  private static void addFile(@Nullable Blocks blocks, List<Path> files) {
    if (blocks instanceof Blocks.InFile file) {
      files.add(file.path());
    }
  }

  /** Returns what it runs of a pipeline; this may be the pipeline itself. */
  public Pipeline of(Pipeline whole) {
    return part == null ? whole : whole.part(part.first(), part.last());
  }
}
