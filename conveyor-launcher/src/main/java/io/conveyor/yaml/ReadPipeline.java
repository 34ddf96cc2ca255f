package io.conveyor.yaml;

import io.conveyor.Pipeline;
import io.conveyor.yaml.text.Finding;
import io.conveyor.yaml.text.Value;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file says; complete only if there were no problems with it.
 *
 * @param pipeline the pipeline, not open yet
 * @param inputs the blocks that the file gives, or null if it gives none
 * @param tests the cases that stand in the file, as they are, or null if there are none
 * @param remarks what is worth a remark, each with its place
 * @param ofInputs likewise, of lines of text as inputs; other inputs may do better
 * @param files all that was read for it: pipeline files, sources, and entries of the class path
 */
record ReadPipeline(
    Pipeline pipeline,
    @Nullable List<Object> inputs,
    @Nullable Value tests,
    List<Finding> remarks,
    List<Finding> ofInputs,
    List<Path> files) {}
