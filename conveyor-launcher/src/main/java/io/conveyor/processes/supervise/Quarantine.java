package io.conveyor.processes.supervise;

import io.conveyor.BlockId;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block found guilty of deaths.
 *
 * @param block the block
 * @param deaths how its workers died of it
 * @param crashFile the last crash report of them, if there is one
 */
record Quarantine(BlockId block, List<String> deaths, @Nullable Path crashFile) {}
