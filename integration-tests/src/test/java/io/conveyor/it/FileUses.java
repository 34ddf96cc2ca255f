package io.conveyor.it;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which files, by the types that they are named after, know which. */
final class FileUses {

  private static final String ROOT = "io.conveyor.";

  private FileUses() {}

  static Map<String, Set<String>> of(JavaClasses classes) {
    Map<String, Set<String>> uses = new TreeMap<>();
    between(classes)
        .forEach(
            use ->
                uses.computeIfAbsent(file(use.getOriginClass()), from -> new TreeSet<>())
                    .add(file(use.getTargetClass())));
    return uses;
  }

  private static Stream<Dependency> between(JavaClasses classes) {
    return classes.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(use -> classes.contain(fullName(use.getTargetClass())))
        .filter(use -> !file(use.getOriginClass()).equals(file(use.getTargetClass())));
  }

  /** Its name behind that of the package which all are in. */
  private static String file(JavaClass type) {
    return fullName(type).replace(ROOT, "");
  }

  private static String fullName(JavaClass type) {
    return type.getBaseComponentType().getName().replaceFirst("\\$.*", "");
  }

  /** One use for each two files of a circle of which one knows the other. */
  static String describe(JavaClasses classes, Set<String> circle) {
    Map<String, String> uses = new TreeMap<>();
    between(classes)
        .filter(use -> circle.contains(file(use.getOriginClass())))
        .filter(use -> circle.contains(file(use.getTargetClass())))
        .forEach(
            use ->
                uses.putIfAbsent(
                    file(use.getOriginClass()) + " -> " + file(use.getTargetClass()),
                    use.getDescription()));
    return uses.entrySet().stream()
        .map(use -> "\n  " + use.getKey() + ": " + use.getValue())
        .collect(joining("", String.join(", ", circle), "\n"));
  }
}
