package io.conveyor.cli.top;

import io.conveyor.processes.measure.InHand;
import io.conveyor.processes.measure.Interval;
import io.conveyor.processes.measure.ProcessUse;
import io.conveyor.processes.measure.StageRates;
import io.conveyor.processes.measure.StageSample;
import io.conveyor.processes.measure.Work;
import io.conveyor.processes.measure.WorkerSample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What there is to say of a stage, or of one of its workers.
 *
 * @param stage the stage's name
 * @param worker which worker, from 0; -1 for all of them
 * @param workers how many workers the stage has
 * @param rates what it did within some time
 * @param work what it has done since the run was begun
 * @param waiting how many blocks wait for it; all workers have the same
 * @param fill how full its fullest input pipe is
 * @param rss memory of its processes, in bytes
 * @param heap what of that is heap in use, as far as it is known
 * @param pid its process; 0 for all workers, and for none
 * @param inHand the block that it is at, of all workers the one that is at it for longest
 */
record TopRow(
    String stage,
    int worker,
    int workers,
    StageRates rates,
    Work work,
    long waiting,
    double fill,
    long rss,
    long heap,
    long pid,
    Optional<InHand> inHand) {

  static final int ALL = -1;

  boolean isStage() {
    return worker == ALL;
  }

  /** Returns a row for each stage. */
  static List<TopRow> ofStages(Interval interval) {
    List<TopRow> rows = new ArrayList<>();
    for (int i = 0; i < interval.after().stages().size(); i++) {
      rows.add(ofStage(interval, i));
    }
    return rows;
  }

  /** Returns a row for each worker of each stage. */
  static List<TopRow> ofWorkers(Interval interval) {
    List<TopRow> rows = new ArrayList<>();
    for (int i = 0; i < interval.after().stages().size(); i++) {
      for (int worker = 0; worker < interval.after().stages().get(i).workers().size(); worker++) {
        rows.add(ofWorker(interval, i, worker));
      }
    }
    return rows;
  }

  private static TopRow ofStage(Interval interval, int index) {
    StageSample stage = interval.after().stages().get(index);
    boolean inLauncher = stage.traits().inLauncher();
    List<ProcessUse> processes =
        inLauncher ? List.of() : stage.workers().stream().map(WorkerSample::process).toList();
    return new TopRow(
        stage.stage(),
        ALL,
        stage.workers().size(),
        interval.stage(index),
        stage.work(),
        stage.waiting(),
        stage.fill(),
        processes.stream().mapToLong(ProcessUse::rssBytes).sum(),
        processes.stream().mapToLong(ProcessUse::heapBytes).sum(),
        0,
        stage.workers().stream()
            .flatMap(each -> each.inHand().stream())
            .max(Comparator.comparingLong(InHand::nanos)));
  }

  private static TopRow ofWorker(Interval interval, int index, int worker) {
    StageSample stage = interval.after().stages().get(index);
    WorkerSample sample = stage.workers().get(worker);
    boolean inLauncher = stage.traits().inLauncher();
    return new TopRow(
        stage.stage(),
        worker,
        stage.workers().size(),
        interval.worker(index, worker),
        sample.work(),
        stage.waiting(),
        stage.fill(),
        inLauncher ? 0 : sample.process().rssBytes(),
        inLauncher ? 0 : sample.process().heapBytes(),
        sample.process().pid(),
        sample.inHand());
  }
}
