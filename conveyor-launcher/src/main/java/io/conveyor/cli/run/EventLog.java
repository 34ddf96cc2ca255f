package io.conveyor.cli.run;

import io.conveyor.PipelineEvent;
import io.conveyor.PipelineEvent.BlockFailed;
import io.conveyor.PipelineEvent.RunEnded;
import io.conveyor.PipelineEvent.WorkerReplaced;
import io.conveyor.PipelineEvent.WorkerStarted;
import io.conveyor.cli.observe.EventFields;
import io.conveyor.cli.terminal.Console;
import java.util.Map;
import java.util.function.Consumer;

/** Writes events of a pipeline to stderr, as objects of JSON. */
final class EventLog implements Consumer<PipelineEvent> {

  private final Console console;
  private final boolean onlyErrors;

  EventLog(Console console, boolean onlyErrors) {
    this.console = console;
    this.onlyErrors = onlyErrors;
  }

  @Override
  public void accept(PipelineEvent event) {
    String level = level(event);
    if (!onlyErrors || level.equals("error")) {
      Map<String, Object> fields = EventFields.of(event);
      if (event instanceof BlockFailed failed) {
        String place = console.placeOf(failed.stage(), failed.block().id().sequence());
        if (place != null) {
          fields.put("input", place);
        }
      }
      console.event(level, fields);
    }
  }

  private static String level(PipelineEvent event) {
    if (event instanceof RunEnded ended) {
      return ended.end() == PipelineEvent.End.FAILED ? "error" : "info";
    }
    boolean isGood = event instanceof WorkerStarted || event instanceof WorkerReplaced;
    return isGood ? "info" : "warn";
  }
}
