package io.conveyor.cli.letters;

import io.conveyor.cli.terminal.Controls;
import io.conveyor.deadletters.DeadLetter;
import io.conveyor.deadletters.DeadLetter.Thrown;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** All that is known of a letter, as text. */
final class LetterText {

  private final StringBuilder text = new StringBuilder();

  private LetterText() {}

  static String of(DeadLetter letter, @Nullable Path crashFile) {
    LetterText text = new LetterText();
    text.line("id", letter.id());
    text.line("time", letter.time());
    text.line("pipeline", letter.pipeline());
    text.line("stage", letter.stage() + ", worker " + letter.worker());
    text.line("block", letter.block() + ", in run " + letter.run());
    text.line("attempts", Integer.toString(letter.attempts()));
    if (crashFile != null) {
      text.line("crash file", crashFile.toString());
    }
    letter.earlier().forEach(text::earlier);
    text.why(letter);
    return text.text.toString();
  }

  private void line(String what, String value) {
    text.append("%-12s%s%n".formatted(what, Controls.name(value)));
  }

  private void earlier(DeadLetter.Earlier earlier) {
    line(
        "before",
        "%s, after %d attempts: %s"
            .formatted(earlier.time(), earlier.attempts(), earlier.reason()));
  }

  private void why(DeadLetter letter) {
    Thrown thrown = letter.exception();
    if (thrown != null) {
      text.append("%n%s%n".formatted(Controls.visible(thrown.trace().stripTrailing())));
    }
    letter
        .deaths()
        .forEach(death -> text.append("%n%s%n".formatted(Controls.visible(death.stripTrailing()))));
  }
}
