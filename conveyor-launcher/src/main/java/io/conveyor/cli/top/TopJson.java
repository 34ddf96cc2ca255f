package io.conveyor.cli.top;

import io.conveyor.cli.formats.Json;
import io.conveyor.processes.measure.Fill;
import io.conveyor.processes.measure.InHand;
import io.conveyor.processes.measure.Interval;
import io.conveyor.processes.measure.StageSample;
import io.conveyor.processes.registry.RunCard;
import io.conveyor.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that is measured, as JSON on a line. */
final class TopJson {

  private TopJson() {}

  static String line(RunCard card, Interval interval, Verdict verdict) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("pipeline", card.pipeline());
    run.put("pid", card.pid());
    run.put("state", TopHead.state(interval.after().state()));
    run.put("at", interval.after().at().toString());
    run.put("over", interval.nanos() / 1e9);
    run.put("in", interval.after().blocksIn());
    run.put("out", interval.after().blocksOut());
    run.put("rates", rates(interval.in(), interval.out()));
    run.put("held", interval.held());
    run.put("cores", interval.launcherCores());
    run.put("machine", machine(interval));
    run.put("stages", stages(interval));
    run.put("verdict", verdict(verdict));
    return new String(Json.write(run, Map.of()), StandardCharsets.UTF_8);
  }

  private static List<Map<String, Object>> stages(Interval interval) {
    List<TopRow> workers = TopRow.ofWorkers(interval);
    List<Map<String, Object>> stages = new ArrayList<>();
    for (TopRow stage : TopRow.ofStages(interval)) {
      Map<String, Object> object = row(stage);
      StageSample sample = interval.after().stages().get(stages.size());
      object.put("pipes", sample.inputs().stream().map(TopJson::pipe).toList());
      object.put(
          "workers",
          workers.stream()
              .filter(each -> each.stage().equals(stage.stage()))
              .map(TopJson::row)
              .toList());
      stages.add(object);
    }
    return stages;
  }

  private static Map<String, Object> pipe(Fill pipe) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("pipe", pipe.pipe());
    object.put("waiting", pipe.blocks());
    object.put("fill", pipe.share());
    return object;
  }

  private static Map<String, Object> rates(double in, double out) {
    Map<String, Object> rates = new LinkedHashMap<>();
    rates.put("in", in);
    rates.put("out", out);
    return rates;
  }

  private static Map<String, Object> machine(Interval interval) {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("cores", interval.after().machine().cores());
    if (interval.busyCores() >= 0) {
      machine.put("busy", interval.busyCores());
    }
    return machine;
  }

  private static Map<String, Object> row(TopRow row) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (row.isStage()) {
      object.put("stage", row.stage());
      object.put("waiting", row.waiting());
      object.put("fill", row.fill());
    } else {
      object.put("worker", row.worker());
      object.put("pid", row.pid());
    }
    object.put("in", row.work().blocksIn());
    object.put("out", row.work().blocksOut());
    object.put("bytes", row.work().bytesOut());
    object.put("skipped", row.work().skipped());
    object.put("dead-lettered", row.work().deadLettered());
    object.put("retries", row.work().retries());
    object.put("restarts", row.work().restarts());
    Map<String, Object> rates = rates(row.rates().in(), row.rates().out());
    rates.put("bytes", row.rates().bytes());
    object.put("rates", rates);
    object.put("busy", row.rates().busy());
    object.put("starved", row.rates().starved());
    object.put("stalled", row.rates().stalled());
    object.put("p50", row.rates().p50() / 1e9);
    object.put("p99", row.rates().p99() / 1e9);
    object.put("cores", row.rates().cores());
    object.put("rss", row.rss());
    object.put("heap", row.heap());
    row.inHand().ifPresent(at -> object.put("block", block(at)));
    return object;
  }

  private static Map<String, Object> block(InHand at) {
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("id", at.block().toString());
    block.put("since", at.nanos() / 1e9);
    block.put("retry", at.retry());
    return block;
  }

  private static Map<String, Object> verdict(Verdict verdict) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", verdict.kind().text());
    object.put("stages", verdict.stages());
    object.put("gain", verdict.gain());
    object.put("next", verdict.next());
    object.put("sentence", verdict.sentence());
    return object;
  }
}
