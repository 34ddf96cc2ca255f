package io.conveyor.yaml;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Keeps the names of one file's stages apart from those of another's. */
final class StageNames {

  private final Set<String> taken = new HashSet<>();

  /**
   * Claims the names that a file gives to its stages.
   *
   * @param names the names
   * @param pipeline what the file's pipeline is called; goes before a name that is taken already
   * @return for each name the one that it is to be
   */
  Map<String, String> claim(Set<String> names, String pipeline) {
    Map<String, String> free = new HashMap<>();
    names.forEach(name -> free.put(name, free(name, pipeline)));
    taken.addAll(free.values());
    return free;
  }

  private String free(String name, String pipeline) {
    String candidate = name;
    for (int copy = 1; taken.contains(candidate); copy++) {
      candidate = pipeline + (copy == 1 ? "" : "-" + copy) + "." + name;
    }
    return candidate;
  }
}
