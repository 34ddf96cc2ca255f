package io.conveyor.yaml.jobs;

import io.conveyor.stage.convert.Conversions;
import io.conveyor.stage.convert.Primitives;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;

/** How blocks of one declared type fit a job that takes another. */
public enum TypeFit {
  /** They do, or may do, as far as types can say. */
  FITS,
  /** Only a type of both would, which there may be, or only such as hold nothing. */
  UNLIKELY,
  /** No block of the one type is ever taken for the other. */
  NEVER;

  /** Returns how blocks fit, of all ways the one that they fit best. */
  public static TypeFit of(Type blocks, List<JobTypes.Way> ways) {
    TypeFit best = NEVER;
    for (JobTypes.Way way : ways) {
      TypeFit fit = of(blocks, way.takes());
      best = fit.compareTo(best) < 0 ? fit : best;
    }
    return best;
  }

  /** Returns how values of a type fit another. */
  static TypeFit of(Type blocks, Type taken) {
    Class<?> from = Primitives.boxed(JobTypes.rawOf(blocks));
    Class<?> to = Primitives.boxed(JobTypes.rawOf(taken));
    if (from == Object.class || to.isAssignableFrom(from)) {
      return elements(blocks, taken, from, to);
    }
    if (from.isAssignableFrom(to) || Conversions.isPossible(from, to)) {
      return FITS;
    }
    return (from.isInterface() && !isFinal(to)) || (to.isInterface() && !isFinal(from))
        ? UNLIKELY
        : NEVER;
  }

  private static boolean isFinal(Class<?> type) {
    return Modifier.isFinal(type.getModifiers()) || type.isEnum();
  }

  /** A collection that is empty fits, whatever its elements would be. */
  private static TypeFit elements(Type blocks, Type taken, Class<?> from, Class<?> to) {
    if (Collection.class.isAssignableFrom(from)
        && Iterable.class.isAssignableFrom(to)
        && blocks instanceof ParameterizedType given
        && taken instanceof ParameterizedType wanted
        && given.getActualTypeArguments().length == 1
        && wanted.getActualTypeArguments().length == 1) {
      TypeFit fit = of(given.getActualTypeArguments()[0], wanted.getActualTypeArguments()[0]);
      return fit == NEVER && !(blocks instanceof WindowType) ? UNLIKELY : fit;
    }
    return FITS;
  }
}
