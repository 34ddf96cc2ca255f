package io.conveyor.yaml;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Pipeline;
import io.conveyor.yaml.keys.PipelineKeys;

/** What the pipeline of a file is called. */
final class PipelineNames {

  private PipelineNames() {}

  /** Returns the name that a file gives, else the file's own. */
  static String of(FileTree file) {
    String[] name = {afterFile(file)};
    file.fields().with(PipelineKeys.NAME, value -> name[0] = new Pipeline(value.text()).name());
    return name[0];
  }

  private static String afterFile(FileTree file) {
    String stem = String.valueOf(file.file().getFileName()).replaceFirst("\\.[^.]*$", "");
    try {
      return new Pipeline(stem).name();
    } catch (InvalidPipelineException e) {
      // A file may be called what it likes; its pipeline then keeps the general name.
      return new Pipeline().name();
    }
  }
}
