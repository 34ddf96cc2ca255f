package io.conveyor.topology;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays row after row. What is wrong with a row by itself is found in all rows; whether rows fit the
 * lanes they meet can be told only as far as the first that does not.
 */
final class Wiring {

  private final List<String> problems = new ArrayList<>();
  private final NodeNames names = new NodeNames();
  private final List<Node> nodes = new ArrayList<>();
  private Front front = Front.START;
  private int rows;
  private boolean lost;

  void add(List<Stage> stages) {
    rows++;
    Row row = RowCheck.check(rows, stages, problems);
    if (row == null) {
      lost = true;
      return;
    }
    ProcessorCheck.check(row, problems);
    names.claim(row, problems);
    if (!lost) {
      lay(row);
    }
  }

  private void lay(Row row) {
    try {
      front = new RowLaying(row, front).lay(names, nodes);
    } catch (InvalidPipelineException e) {
      problems.addAll(e.problems());
      lost = true;
    }
  }

  Topology finish() {
    if (!problems.isEmpty()) {
      throw new InvalidPipelineException(problems);
    }
    return new Topology(nodes, front.lanes());
  }
}
