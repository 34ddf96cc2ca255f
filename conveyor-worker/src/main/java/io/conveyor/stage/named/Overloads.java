package io.conveyor.stage.named;

import io.conveyor.stage.convert.Conversions;
import io.conveyor.stage.convert.Primitives;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The methods of one name that a block can be given to, and the choice among them, which is Java's
 * for an argument of the block's class: the very type (boxed or not), else the narrowest wider
 * primitive, else the nearest supertype. Immutable.
 *
 * <p>Where none of these is there, the only one counts whose parameter the block can be converted
 * to.
 */
public final class Overloads {

  private static final Comparator<Overload> BY_WIDTH =
      Comparator.comparingInt(overload -> Primitives.width(overload.parameter()));

  private final List<Overload> all;

  private Overloads(List<Overload> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Finds the jobs among the methods of a class, those that take a block and as many arguments
   * besides as are given. Does not initialize the class.
   *
   * @param type the class
   * @param name the methods' name
   * @param arguments the number of arguments besides the block
   * @throws LinkageError if a type in the class's signatures is missing
   */
  public static Overloads of(Class<?> type, String name, int arguments) {
    return new Overloads(
        Overload.all(type, name).stream()
            .filter(overload -> overload.kind() == Kind.JOB)
            .filter(overload -> overload.further().size() == arguments)
            .toList());
  }

  /** Returns whether one of them is called on an object that must be made. */
  boolean needInstance() {
    return all.stream().anyMatch(Overload::needsInstance);
  }

  /** Returns all of them, in no order that could be relied on. */
  public List<Overload> all() {
    return all;
  }

  /**
   * Returns only what the words between parentheses choose.
   *
   * @param selector a type's name, simple or in full, such as {@code double} or {@code String};
   *     empty for the method that is called on the block
   */
  public Overloads select(String selector) {
    return new Overloads(all.stream().filter(overload -> overload.isSelectedBy(selector)).toList());
  }

  /**
   * Returns two that some block would fit equally well, so that one has to be chosen in writing:
   * those with the same parameter, and those between which the ordinary classes of blocks leave the
   * choice open.
   *
   * @return the two, or an empty list if there are none
   */
  public List<Overload> ambiguous() {
    return Stream.concat(OrdinaryBlocks.TYPES.stream(), all.stream().map(Overload::parameter))
        .map(type -> best(Primitives.boxed(type)))
        .filter(best -> best.size() > 1)
        .map(best -> best.subList(0, 2))
        .findFirst()
        .orElse(List.of());
  }

  /**
   * Chooses the method for blocks of a class.
   *
   * @return the one, or null if none takes such a block, or several do equally well
   */
  public @Nullable Overload choose(Class<?> block) {
    List<Overload> best = best(block);
    if (best.isEmpty()) {
      best = where(parameter -> Conversions.isPossible(block, parameter));
    }
    return best.size() == 1 ? best.get(0) : null;
  }

  /** Returns the method that Java would choose, or several between which it would not. */
  private List<Overload> best(Class<?> block) {
    List<Overload> exact = where(parameter -> Primitives.boxed(parameter) == block);
    if (!exact.isEmpty()) {
      return exact;
    }
    List<Overload> wider = where(parameter -> Primitives.widens(block, parameter));
    return wider.isEmpty()
        ? mostSpecific(where(parameter -> parameter.isAssignableFrom(block)))
        : List.of(Collections.min(wider, BY_WIDTH));
  }

  private List<Overload> where(Predicate<Class<?>> fits) {
    return all.stream().filter(overload -> fits.test(overload.parameter())).toList();
  }

  private static List<Overload> mostSpecific(List<Overload> supertypes) {
    return supertypes.stream()
        .filter(
            candidate ->
                supertypes.stream()
                    .allMatch(
                        other ->
                            other.parameter() == candidate.parameter()
                                || !candidate.parameter().isAssignableFrom(other.parameter())))
        .toList();
  }
}
