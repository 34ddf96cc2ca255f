package io.conveyor.yaml;

import io.conveyor.Pipeline;
import io.conveyor.PipelineSettings;
import io.conveyor.ProcessSettings;
import io.conveyor.yaml.keys.Keys;
import io.conveyor.yaml.keys.PipelineKeys;
import io.conveyor.yaml.text.Value;
import java.util.LongSummaryStatistics;
import java.util.function.ToLongFunction;

/**
 * The sizes that hold for a pipeline as a whole: of each, the largest that any of its files asks
 * for, so that stages have at least what they have when their file is run by itself.
 */
final class Sizes {

  private final FileTree root;

  Sizes(FileTree root) {
    this.root = root;
  }

  /** Sets the sizes that are given. */
  void addTo(Pipeline pipeline) {
    pipeline.sharedMemory(largest(PipelineKeys.SHARED_MEMORY, Value::bytes, 0));
    long pipe = largest(PipelineKeys.PIPE_SIZE, Value::bytes, ProcessSettings.DEFAULT_PIPE_BYTES);
    long block =
        largest(
            PipelineKeys.LARGEST_BLOCK, Value::bytes, PipelineSettings.DEFAULT_LARGEST_BLOCK_BYTES);
    at(PipelineKeys.PIPE_SIZE.name(), () -> pipeline.processes(p -> p.pipeSize(pipe)));
    at(PipelineKeys.LARGEST_BLOCK.name(), () -> pipeline.settings(s -> s.largestBlock(block)));
  }

  /** What is wrong with a size is wrong with the first that gives one. */
  private void at(String key, Runnable setting) {
    root.all()
        .filter(file -> file.fields().has(key))
        .findFirst()
        .ifPresent(file -> file.fields().attempt(file.fields().placeOf(key), setting));
  }

  private long largest(Keys.Key key, ToLongFunction<Value> size, long otherwise) {
    LongSummaryStatistics given = new LongSummaryStatistics();
    root.all().forEach(file -> file.fields().with(key, v -> given.accept(size.applyAsLong(v))));
    return given.getCount() == 0 ? otherwise : given.getMax();
  }
}
