package io.conveyor.yaml;

import io.conveyor.Pipeline;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file says; complete only if there were no problems with it.
 *
 * @param pipeline the pipeline, not open yet
 * @param inputs the blocks that the file gives, or null if it gives none
 * @param unused what the engine says of settings that it has no use for
 * @param files all that was read for it: pipeline files, sources, and entries of the class path
 */
record ReadPipeline(
    Pipeline pipeline, @Nullable List<Object> inputs, List<String> unused, List<Path> files) {}
