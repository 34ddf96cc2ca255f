package io.conveyor.processes.plan;

import io.conveyor.Processor;
import io.conveyor.stage.StageRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody that reads and writes pipes.
 *
 * @param number its number in the plan
 * @param stage the stage's name
 * @param worker which worker of the stage, from 0
 * @param workers how many workers the stage has
 * @param role where it runs, and what as
 * @param processor its processor, or null for what the launcher puts between
 * @param rules how it runs its task
 * @param readings what it reads
 * @param output what it writes: its own pipe of this feed, the one of its worker number
 */
public record Participant(
    int number,
    String stage,
    int worker,
    int workers,
    Role role,
    @Nullable Processor processor,
    StageRules rules,
    List<Reading> readings,
    Feed output) {

  public boolean isProcess() {
    return role == Role.PROCESS;
  }
}
