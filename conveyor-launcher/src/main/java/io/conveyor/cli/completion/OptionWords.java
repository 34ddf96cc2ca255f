package io.conveyor.cli.completion;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option.
 *
 * @param names its names, each with its dashes
 * @param description what it does, in a sentence
 * @param takes what it takes
 * @param label what help calls that
 * @param isRepeated whether it can be given several times
 */
record OptionWords(
    List<String> names, String description, Takes takes, String label, boolean isRepeated) {

  static OptionWords of(OptionSpec option, List<String> names) {
    return new OptionWords(
        names,
        Sentence.firstOf(option.description()),
        Takes.of(option),
        option.paramLabel(),
        option.isMultiValue());
  }
}
