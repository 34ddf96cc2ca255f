package io.conveyor.cli.completion;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A parameter, or several that take the same.
 *
 * @param first its position, from 1
 * @param isRepeated whether all behind it are the same
 * @param label what help calls it
 * @param takes what it takes
 */
record ParameterWords(int first, boolean isRepeated, String label, Takes takes) {

  /**
   * Returns what a parameter is.
   *
   * @param parameter the parameter
   * @param commands what stands for a command
   */
  static Stream<ParameterWords> of(PositionalParamSpec parameter, List<String> commands) {
    int first = parameter.index().min() + 1;
    boolean repeated = parameter.isMultiValue();
    return Stream.of(
        new ParameterWords(first, repeated, parameter.paramLabel(), takes(parameter, commands)));
  }

  private static Takes takes(PositionalParamSpec parameter, List<String> commands) {
    return parameter.paramLabel().equals("COMMAND")
        ? new Takes(Takes.Kind.WORDS, commands)
        : Takes.of(parameter);
  }
}
