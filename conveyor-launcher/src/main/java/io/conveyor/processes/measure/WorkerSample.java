package io.conveyor.processes.measure;

import io.conveyor.control.Counters.Spell;
import java.util.Optional;

/**
 * A worker at a moment.
 *
 * @param worker which worker of its stage, from 0
 * @param work what it has done
 * @param spell how it spends its time
 * @param process what its process takes; that of the launcher, if it has none of its own
 * @param inHand the block that it is at
 */
public record WorkerSample(
    int worker, Work work, Spell spell, ProcessUse process, Optional<InHand> inHand) {}
