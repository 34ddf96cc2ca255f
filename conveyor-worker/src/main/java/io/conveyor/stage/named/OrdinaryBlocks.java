package io.conveyor.stage.named;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** What blocks are made of when they come from text, YAML or JSON. */
final class OrdinaryBlocks {

  static final List<Class<?>> TYPES =
      List.of(
          String.class,
          Integer.class,
          Long.class,
          Double.class,
          Boolean.class,
          BigInteger.class,
          ArrayList.class,
          LinkedHashMap.class);

  private OrdinaryBlocks() {}

  /** Returns whether some are of a type: what a method of it streams is of a block then. */
  static boolean areOf(Class<?> type) {
    return TYPES.stream().anyMatch(type::isAssignableFrom);
  }
}
