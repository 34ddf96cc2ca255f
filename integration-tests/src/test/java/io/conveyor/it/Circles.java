package io.conveyor.it;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which of many know each other, directly or by way of others. */
final class Circles {

  private Circles() {}

  /** The largest sets of which each knows each other, in order; each has two at least. */
  static List<Set<String>> in(Map<String, Set<String>> uses) {
    Set<String> left = new TreeSet<>(uses.keySet());
    List<Set<String>> circles = new ArrayList<>();
    while (!left.isEmpty()) {
      String first = left.iterator().next();
      Set<String> circle = new TreeSet<>(reachable(first, uses));
      circle.removeIf(other -> !reachable(other, uses).contains(first));
      if (circle.size() > 1) {
        circles.add(circle);
      }
      left.removeAll(circle);
      left.remove(first);
    }
    return circles;
  }

  private static Set<String> reachable(String from, Map<String, Set<String>> uses) {
    Set<String> seen = new TreeSet<>();
    Deque<String> ahead = new ArrayDeque<>(uses.getOrDefault(from, Set.of()));
    while (!ahead.isEmpty()) {
      String next = ahead.pop();
      if (seen.add(next)) {
        ahead.addAll(uses.getOrDefault(next, Set.of()));
      }
    }
    return seen;
  }
}
