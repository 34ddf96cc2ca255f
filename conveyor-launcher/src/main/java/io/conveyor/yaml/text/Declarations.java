package io.conveyor.yaml.text;

import io.conveyor.problem.ProblemKind;
import io.conveyor.yaml.keys.PipelineKeys;
import java.util.regex.Pattern;

/** Reads what a file says of its variables: their defaults, and which are secrets. */
final class Declarations {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Declarations() {}

  static void read(Yaml declared, Variables variables, Problems problems) {
    if (!(declared instanceof Yaml.Mapping mapping)) {
      problems.add(
          declared.place(),
          ProblemKind.WRONG_TYPE,
          "variables: must be a mapping from names to defaults, but is " + declared.describe());
      return;
    }
    mapping.entries().forEach(entry -> read(entry, variables, problems));
  }

  private static void read(Yaml.Entry entry, Variables variables, Problems problems) {
    String name = entry.name();
    if (!NAME.matcher(name).matches()) {
      problems.add(
          entry.key().place(),
          ProblemKind.MALFORMED_VARIABLE,
          "variables: '%s' is no name: it must be of letters, digits and _".formatted(name));
    } else if (entry.value() instanceof Yaml.Mapping mapping) {
      String[] otherwise = new String[1];
      boolean[] secret = new boolean[1];
      Fields fields = new Fields(PipelineKeys.OF_VARIABLE, mapping, problems);
      fields.with(PipelineKeys.DEFAULT, value -> otherwise[0] = value.text());
      fields.with(PipelineKeys.SECRET, value -> secret[0] = value.flag());
      fields.rejectOthers();
      variables.declare(name, otherwise[0], secret[0]);
    } else {
      declare(name, entry.value(), variables, problems);
    }
  }

  /** With nothing behind it, a name is declared to need a value. */
  private static void declare(String name, Yaml value, Variables variables, Problems problems) {
    if (value instanceof Yaml.Scalar scalar) {
      variables.declare(name, scalar.value() == null ? null : scalar.text(), false);
    } else {
      problems.add(
          value.place(),
          ProblemKind.WRONG_TYPE,
          "%s: must be its default, or a mapping with 'default' and 'secret', but is %s"
              .formatted(name, value.describe()));
    }
  }
}
