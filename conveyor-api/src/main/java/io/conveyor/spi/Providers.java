package io.conveyor.spi;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The providers of a service, of the context class loader and of Conveyor's own: each class once.
 *
 * @param sound those that can be made
 * @param broken why others cannot
 */
record Providers<S>(List<S> sound, List<String> broken) {

  static <S> Providers<S> of(Class<S> service) {
    Map<Class<?>, S> sound = new LinkedHashMap<>();
    List<String> broken = new ArrayList<>();
    collect(service, Thread.currentThread().getContextClassLoader(), sound, broken);
    collect(service, Providers.class.getClassLoader(), sound, broken);
    return new Providers<>(List.copyOf(sound.values()), broken.stream().distinct().toList());
  }

  private static <S> void collect(
      Class<S> service, @Nullable ClassLoader loader, Map<Class<?>, S> sound, List<String> broken) {
    Iterator<ServiceLoader.Provider<S>> providers =
        ServiceLoader.load(service, loader).stream().iterator();
    boolean more = true;
    while (more) {
      try {
        more = providers.hasNext();
        if (more) {
          ServiceLoader.Provider<S> provider = providers.next();
          sound.computeIfAbsent(provider.type(), unused -> provider.get());
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        broken.add(reason(e));
      }
    }
  }

  private static String reason(Throwable error) {
    Throwable cause = error.getCause();
    return cause == null ? String.valueOf(error.getMessage()) : error.getMessage() + ": " + cause;
  }
}
