package io.conveyor.it;

import com.tngtech.archunit.core.domain.Dependency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Packages and what each may know.
 *
 * @param root the package that all others are in, and may know
 * @param allowed by names without the root's
 */
record Rooms(String root, Map<String, Set<String>> allowed) {

  /** Reads lines such as {@code pipe : log bell}. */
  static Rooms parse(String root, String lines) {
    Map<String, Set<String>> allowed = new LinkedHashMap<>();
    for (String line : lines.lines().filter(line -> !line.isBlank()).toList()) {
      String[] parts = line.split(":", 2);
      allowed.put(parts[0].strip(), new TreeSet<>(List.of(parts[1].strip().split(" +"))));
    }
    allowed.values().forEach(rooms -> rooms.remove(""));
    return new Rooms(root, allowed);
  }

  /** Two rooms, of which the first knows the second. */
  String edge(Dependency use) {
    return room(use.getOriginClass().getPackageName())
        + " -> "
        + room(use.getTargetClass().getPackageName());
  }

  private String room(String packageName) {
    return packageName.equals(root) ? "" : packageName.replace(root + ".", "");
  }

  /** What is wrong with a use, and which way is right; empty if nothing is wrong. */
  Optional<String> objection(Dependency use) {
    String target = use.getTargetClass().getPackageName();
    String from = room(use.getOriginClass().getPackageName());
    String to = room(target);
    if (from.equals(to) || to.isEmpty() || !(target + ".").startsWith(root + ".")) {
      return Optional.empty();
    }
    if (from.isEmpty() || allowed.getOrDefault(from, Set.of()).contains(to)) {
      return Optional.empty();
    }
    if (!allowed.containsKey(from)) {
      return Optional.of("%s has no line in ROOMS: say what it may know".formatted(from));
    }
    String way =
        allowed.getOrDefault(to, Set.of()).contains(from)
            ? "the way is that %s knows %s".formatted(to, from)
            : "%s may know the root package%s, and nothing else"
                .formatted(
                    from,
                    allowed.get(from).isEmpty() ? "" : ", " + String.join(", ", allowed.get(from)));
    return Optional.of("%s knows %s: %s%n  %s".formatted(from, to, way, use.getDescription()));
  }
}
