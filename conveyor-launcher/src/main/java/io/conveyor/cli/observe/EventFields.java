package io.conveyor.cli.observe;

import io.conveyor.BlockId;
import io.conveyor.PipelineEvent;
import io.conveyor.PipelineEvent.BlockFailed;
import io.conveyor.PipelineEvent.EventsMissed;
import io.conveyor.PipelineEvent.RunEnded;
import io.conveyor.PipelineEvent.WorkerDied;
import io.conveyor.PipelineEvent.WorkerReplaced;
import io.conveyor.PipelineEvent.WorkerStarted;
import io.conveyor.RunReport;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Events of a pipeline as objects of JSON. */
public final class EventFields {

  private EventFields() {}

  /** Returns what an event says, in the order in which it is written. */
  public static Map<String, Object> of(PipelineEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("at", event.at().truncatedTo(ChronoUnit.MILLIS).toString());
    if (event instanceof WorkerStarted started) {
      add(fields, "worker-started", started.stage(), started.worker());
      fields.put("pid", started.pid());
    } else if (event instanceof WorkerReplaced replaced) {
      add(fields, "worker-replaced", replaced.stage(), replaced.worker());
      fields.put("pid", replaced.pid());
    } else if (event instanceof WorkerDied died) {
      add(fields, "worker-died", died.stage(), died.worker());
      fields.put("pid", died.pid());
      died.block().map(BlockId::toString).ifPresent(block -> fields.put("block", block));
      fields.put("message", died.reason());
    } else if (event instanceof BlockFailed failed) {
      add(fields, named("block-" + failed.outcome()), failed.stage(), failed.worker());
      fields.put("block", failed.block().id().toString());
      fields.put("text", failed.block().text());
      fields.put("tries", failed.tries());
      failed.thrown().ifPresent(thrown -> fields.put("message", thrown.toString()));
    } else if (event instanceof RunEnded ended) {
      fields.put("event", named("run-" + ended.end()));
      addReport(fields, ended.report());
      ended
          .failure()
          .ifPresent(failure -> fields.put("message", String.valueOf(failure.getMessage())));
    } else if (event instanceof EventsMissed missed) {
      fields.put("event", "events-missed");
      fields.put("count", missed.count());
    }
    return fields;
  }

  private static void add(Map<String, Object> fields, String event, String stage, int worker) {
    fields.put("event", event);
    fields.put("stage", stage);
    fields.put("worker", worker);
  }

  private static String named(String words) {
    return words.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void addReport(Map<String, Object> fields, RunReport report) {
    fields.put("in", report.blocksIn());
    fields.put("out", report.blocksOut());
    fields.put("skipped", report.skipped());
    fields.put("dead-lettered", report.deadLettered());
    fields.put("restarts", report.restarts());
    fields.put("seconds", report.elapsed().toMillis() / 1e3);
  }
}
