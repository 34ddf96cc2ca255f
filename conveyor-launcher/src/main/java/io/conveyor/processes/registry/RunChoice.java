package io.conveyor.processes.registry;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.spi.Nearest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the run that a user means: by the pipeline's name, the launcher's pid or the directory. */
public final class RunChoice {

  private RunChoice() {}

  /**
   * Returns the run that is meant.
   *
   * @param named the pipeline's name, the number of its launcher's process, or its directory
   * @param runs those there are, as {@link Registry#runs} returns them
   * @throws ConveyorException of category USAGE if there is none, or more than one
   */
  public static KnownRun of(String named, List<KnownRun> runs) {
    return Stream.<Predicate<RunCard>>of(
            card -> card.pipeline().equals(named),
            card -> Long.toString(card.pid()).equals(named),
            card -> isDirectory(card, named))
        .map(fits -> runs.stream().filter(run -> fits.test(run.card())).toList())
        .filter(found -> !found.isEmpty())
        .findFirst()
        .map(found -> only(named, found))
        .orElseThrow(() -> unknown(named, runs));
  }

  /**
   * Returns the only run there is.
   *
   * @param runs those there are, as {@link Registry#runs} returns them
   * @throws ConveyorException of category USAGE if there is none, or more than one
   */
  public static KnownRun only(List<KnownRun> runs) {
    if (runs.isEmpty()) {
      throw misuse("there is no run: no pipeline is open, and none can be resumed");
    } else if (runs.size() > 1) {
      throw misuse("there are %d runs, name one: %s".formatted(runs.size(), listed(runs)));
    }
    return runs.get(0);
  }

  /** Returns what a user may type, for shells that complete it: names, and pids of launchers. */
  public static List<String> words(List<KnownRun> runs) {
    Stream<String> pids =
        runs.stream().filter(run -> !run.isLeft()).map(run -> Long.toString(run.card().pid()));
    return Stream.concat(names(runs).stream(), pids.distinct()).toList();
  }

  private static List<String> names(List<KnownRun> runs) {
    return runs.stream().map(run -> run.card().pipeline()).distinct().toList();
  }

  private static boolean isDirectory(RunCard card, String named) {
    try {
      return card.directory().normalize().equals(Path.of(named).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static KnownRun only(String named, List<KnownRun> found) {
    if (found.size() == 1) {
      return found.get(0);
    }
    throw misuse(
        "there are %d runs '%s'; name one by its directory: %s"
            .formatted(found.size(), named, listed(found)));
  }

  private static ConveyorException unknown(String named, List<KnownRun> runs) {
    if (runs.isEmpty()) {
      return misuse(
          "there is no run '%s': no pipeline is open, and none can be resumed".formatted(named));
    }
    String nearest = Nearest.to(named, names(runs));
    return misuse(
        nearest != null
            ? "there is no run '%s'; did you mean '%s'?".formatted(named, nearest)
            : "there is no run '%s'; there are %s".formatted(named, listed(runs)));
  }

  private static String listed(List<KnownRun> runs) {
    return runs.stream().map(RunChoice::described).collect(Collectors.joining(", "));
  }

  private static String described(KnownRun run) {
    RunCard card = run.card();
    return "'%s' of process %d in %s".formatted(card.pipeline(), card.pid(), card.directory());
  }

  private static ConveyorException misuse(String message) {
    return new ConveyorException(Category.USAGE, message);
  }
}
