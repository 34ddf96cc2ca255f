package io.conveyor.yaml.cases;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Blocks that a case goes in with, or that it expects. */
public sealed interface Blocks {

  /**
   * Those that stand in the case.
   *
   * @param values the blocks
   */
  record Given(List<Object> values) implements Blocks {

    /** Creates blocks, copying the list. */
    public Given {
      values = List.copyOf(values);
    }
  }

  /**
   * Those of a file.
   *
   * @param path where it is
   * @param format the name of its format, or null if the file's name says it
   */
  record InFile(Path path, @Nullable String format) implements Blocks {}
}
