package io.conveyor;

import io.conveyor.problem.ProblemKind;

/** The one rule for names that users give: they end up in messages, file names and YAML. */
final class Names {

  private static final String RULE = "[\\p{Alnum}_][\\p{Alnum}_.-]{0,63}";

  private Names() {}

  static String require(String what, String name) {
    if (!name.matches(RULE)) {
      throw new InvalidPipelineException(
          ProblemKind.MALFORMED_NAME,
          "%s '%s': must be 1 to 64 letters, digits, '-', '_' or '.', and not start with '-' or '.'"
              .formatted(what, name));
    }
    return name;
  }
}
