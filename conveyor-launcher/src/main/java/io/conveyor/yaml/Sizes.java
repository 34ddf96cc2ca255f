package io.conveyor.yaml;

import io.conveyor.Pipeline;
import io.conveyor.spi.PipelineSettings;
import io.conveyor.yaml.text.Value;
import java.util.Arrays;
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
    PipelineSettings defaults = PipelineSettings.defaults();
    pipeline.sharedMemory(largest("shared-memory", Value::bytes, 0));
    long pipe = largest("pipe-size", Value::bytes, defaults.pipeBytes());
    long block = largest("largest-block", Value::intBytes, defaults.largestBlockBytes());
    // They limit each other, so they are set together; what is wrong then is wrong with the first.
    FileTree first = firstWith("pipe-size", "largest-block");
    first
        .fields()
        .attempt(
            first.fields().placeOf("pipe-size", "largest-block"),
            () ->
                pipeline.settings(
                    settings -> settings.withPipeBytes(pipe).withLargestBlock((int) block)));
  }

  private FileTree firstWith(String... keys) {
    return root.all()
        .filter(file -> Arrays.stream(keys).anyMatch(file.fields()::has))
        .findFirst()
        .orElse(root);
  }

  private long largest(String key, ToLongFunction<Value> size, long otherwise) {
    LongSummaryStatistics given = new LongSummaryStatistics();
    root.all().forEach(file -> file.fields().with(key, v -> given.accept(size.applyAsLong(v))));
    return given.getCount() == 0 ? otherwise : given.getMax();
  }
}
