package io.conveyor.cli.completion;

import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What an option or a parameter takes.
 *
 * @param kind the kind
 * @param words the words to choose from; or how the names of files end, nothing for any
 */
record Takes(Kind kind, List<String> words) {

  /** How values are found. */
  enum Kind {
    /** Takes no value. */
    NOTHING,
    /** Takes what nobody can guess. */
    ANYTHING,
    WORDS,
    FILES,
    DIRECTORIES,
    /** Only {@link CompleteCommand} knows. */
    ASKED
  }

  private static final Takes NOTHING = new Takes(Kind.NOTHING, List.of());

  /** Tells files by what help calls them, and choices by picocli's candidates. */
  static Takes of(ArgSpec arg) {
    if (arg.arity().max() == 0) {
      return NOTHING;
    }
    if (arg.completionCandidates() != null) {
      return new Takes(Kind.WORDS, candidates(arg));
    }
    return switch (arg.paramLabel()) {
      case "PIPELINE.yaml" -> new Takes(Kind.FILES, List.of("yaml", "yml"));
      case "FILE" -> new Takes(Kind.FILES, List.of());
      case "DIR" -> new Takes(Kind.DIRECTORIES, List.of());
      case "path=value", "RUN", "STAGE[.in|.out]" -> new Takes(Kind.ASKED, List.of());
      default -> new Takes(Kind.ANYTHING, List.of());
    };
  }

  private static List<String> candidates(ArgSpec arg) {
    return StreamSupport.stream(arg.completionCandidates().spliterator(), false)
        .map(word -> arg.type().isEnum() ? word.toLowerCase(Locale.ROOT) : word)
        .toList();
  }

  boolean isValue() {
    return kind != Kind.NOTHING;
  }

  boolean isAnyFile() {
    return kind == Kind.FILES && words.isEmpty();
  }
}
