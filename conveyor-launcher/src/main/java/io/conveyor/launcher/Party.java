package io.conveyor.launcher;

import io.conveyor.Processor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody that reads and writes pipes.
 *
 * @param number its number in the plan
 * @param stage the stage's name
 * @param worker which worker of the stage, from 0
 * @param workers how many workers the stage has
 * @param processor its processor, or null for a relay of the launcher's own
 * @param readings what it reads
 * @param output what it writes: its own pipe of this feed, the one of its worker number
 */
record Party(
    int number,
    String stage,
    int worker,
    int workers,
    @Nullable Processor processor,
    List<Reading> readings,
    Feed output) {}
