package io.conveyor.it.equivalence;

import io.conveyor.Join;
import io.conveyor.Pipe;
import io.conveyor.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rows that take one lane, and what is known of the blocks that come out.
 *
 * @param rows may be none: then it is a pipe
 */
record Piece(List<List<Stage>> rows, Order order) {

  static Piece pipe(Order order) {
    return new Piece(List.of(), order);
  }

  static Piece row(Stage stage, Order order) {
    return new Piece(List.of(List.of(stage)), order);
  }

  Piece then(Piece next) {
    return new Piece(Stream.concat(rows.stream(), next.rows.stream()).toList(), next.order);
  }

  /** A fork with a piece in each lane; the row that joins them is left out if it is open. */
  static Piece forked(Stage fork, List<Piece> lanes, Order order, boolean open) {
    List<List<Stage>> rows = new ArrayList<>();
    rows.add(List.of(fork));
    rows.addAll(sideBySide(lanes));
    if (!open) {
      rows.add(List.of(new Join(lanes.size())));
    }
    return new Piece(rows, order);
  }

  /** A row has stages of one kind only: pieces that have another one at hand wait, as pipes. */
  private static List<List<Stage>> sideBySide(List<Piece> lanes) {
    List<List<Stage>> rows = new ArrayList<>();
    int[] next = new int[lanes.size()];
    for (Class<?> kind = kind(lanes, next); kind != null; kind = kind(lanes, next)) {
      List<Stage> row = new ArrayList<>();
      for (int i = 0; i < next.length; i++) {
        List<List<Stage>> own = lanes.get(i).rows;
        boolean goesOn = next[i] < own.size() && kind == kind(own.get(next[i]));
        row.addAll(goesOn ? own.get(next[i]++) : pipes(own, next[i]));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Class<?> kind(List<Piece> lanes, int[] next) {
    for (int i = 0; i < next.length; i++) {
      List<List<Stage>> rows = lanes.get(i).rows;
      if (next[i] < rows.size()) {
        return kind(rows.get(next[i]));
      }
    }
    return null;
  }

  /** The kind of the row's stages that are not pipes, all forks being of one. */
  private static Class<?> kind(List<Stage> row) {
    Stage telling =
        row.stream().filter(stage -> !(stage instanceof Pipe)).findFirst().orElseThrow();
    return telling.lanesOut() > 1 ? Stage.class : telling.getClass();
  }

  private static List<Stage> pipes(List<List<Stage>> rows, int before) {
    int lanes = before == 0 ? 1 : rows.get(before - 1).stream().mapToInt(Stage::lanesOut).sum();
    return Collections.nCopies(lanes, new Pipe());
  }
}
