package io.conveyor.spi;

import io.conveyor.InvalidPipelineException;
import io.conveyor.problem.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds engines by their names. */
public final class Engines {

  private Engines() {}

  /**
   * Returns the engine of a name.
   *
   * @throws InvalidPipelineException if there is none, or more than one; names the nearest, and
   *     lists what there is and what could not be loaded
   */
  public static Engine find(String name) {
    Providers<Engine> found = Providers.of(Engine.class);
    List<Engine> called =
        found.sound().stream().filter(engine -> engine.name().equals(name)).toList();
    if (called.size() == 1) {
      return called.get(0);
    }
    throw new InvalidPipelineException(
        ProblemKind.UNKNOWN_ENGINE,
        called.isEmpty() ? unknown(name, found) : ambiguous(name, called));
  }

  private static String ambiguous(String name, List<Engine> called) {
    List<String> places = called.stream().map(Engines::place).toList();
    return "engine '%s': there are %d of that name: %s; leave one of them on the class path"
        .formatted(name, called.size(), String.join(", ", places));
  }

  private static String place(Engine engine) {
    Class<?> type = engine.getClass();
    @Nullable Object source =
        type.getProtectionDomain().getCodeSource() == null
            ? null
            : type.getProtectionDomain().getCodeSource().getLocation();
    return type.getName() + (source == null ? "" : " of " + source);
  }

  private static String unknown(String name, Providers<Engine> found) {
    List<String> names = found.sound().stream().map(Engine::name).sorted().toList();
    List<String> sentences = new ArrayList<>();
    sentences.add("engine '%s': not among those on the class path: %s".formatted(name, names));
    String near = Nearest.to(name, names);
    if (near != null) {
      sentences.add("did you mean '%s'?".formatted(near));
    } else if (names.isEmpty()) {
      sentences.add("add conveyor-launcher to the class path");
    }
    found.broken().forEach(broken -> sentences.add("cannot be loaded: " + broken));
    return String.join("; ", sentences);
  }

  /** Returns the names of all engines that can be loaded, sorted. */
  public static List<String> names() {
    return Providers.of(Engine.class).sound().stream().map(Engine::name).sorted().toList();
  }
}
