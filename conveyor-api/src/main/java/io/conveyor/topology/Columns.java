package io.conveyor.topology;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns side by side. New ones come between others, so where one is shows at the end only. */
final class Columns {

  /** A column, known by its identity. */
  static final class Column {
    private int index;

    int index() {
      return index;
    }
  }

  private final List<Column> order = new ArrayList<>();

  Column first() {
    return insert(0);
  }

  /** Returns columns for a fork: its own, and others to the right of it, before the next lane's. */
  List<Column> fan(Column own, @Nullable Column next, int count) {
    List<Column> fan = new ArrayList<>();
    for (int at = own.index(); fan.size() < count; at++) {
      boolean free = at < order.size() && order.get(at) != next;
      fan.add(free ? order.get(at) : insert(at));
    }
    return fan;
  }

  private Column insert(int at) {
    Column column = new Column();
    order.add(at, column);
    for (int i = at; i < order.size(); i++) {
      order.get(i).index = i;
    }
    return column;
  }

  int count() {
    return order.size();
  }
}
