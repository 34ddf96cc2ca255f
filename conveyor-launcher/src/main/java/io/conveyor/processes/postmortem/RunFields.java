package io.conveyor.processes.postmortem;

import io.conveyor.RunReport;
import io.conveyor.StageReport;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run did, and with what, as objects of JSON. */
public final class RunFields {

  private RunFields() {}

  /** Returns what a run did. */
  public static Map<String, Object> of(RunReport report) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("in", report.blocksIn());
    values.put("out", report.blocksOut());
    values.put("seconds", report.elapsed().toMillis() / 1e3);
    values.put("stages", report.stages().stream().map(RunFields::of).toList());
    return values;
  }

  /** Returns what a stage did. */
  public static Map<String, Object> of(StageReport stage) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("stage", stage.stage());
    values.put("workers", stage.workers());
    values.put("in", stage.blocksIn());
    values.put("out", stage.blocksOut());
    values.put("bytes-out", stage.bytesOut());
    values.put("busy-seconds", stage.busy().toMillis() / 1e3);
    values.put("starved-seconds", stage.starved().toMillis() / 1e3);
    values.put("stalled-seconds", stage.stalled().toMillis() / 1e3);
    values.put("restarts", stage.restarts());
    values.put("skipped", stage.skipped());
    values.put("dead-lettered", stage.deadLettered());
    values.put("repeated", stage.repeated());
    return values;
  }

  /** Returns what it ran on. */
  public static Map<String, Object> versions() {
    Map<String, Object> values = new LinkedHashMap<>();
    String own = RunFields.class.getPackage().getImplementationVersion();
    values.put("conveyor", own == null ? "(development)" : own);
    values.put("java", System.getProperty("java.vm.version"));
    values.put("java-vendor", System.getProperty("java.vendor"));
    values.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    values.put("architecture", System.getProperty("os.arch"));
    values.put("cpus", Runtime.getRuntime().availableProcessors());
    return values;
  }
}
