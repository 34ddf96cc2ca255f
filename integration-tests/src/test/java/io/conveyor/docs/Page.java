package io.conveyor.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the fenced blocks of a Markdown page. */
final class Page {

  private static final String FENCE = "```";

  private record Fenced(int line, String info, String text) {}

  private Page() {}

  static List<Block> blocks(Path page) throws IOException {
    List<Fenced> fenced = fenced(Files.readAllLines(page));
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < fenced.size(); i++) {
      Fenced block = fenced.get(i);
      Optional<Block.Output> output =
          i + 1 < fenced.size() ? output(fenced.get(i + 1)) : Optional.empty();
      String language = block.info().replaceFirst("\\s(?!wrong\\b).*", "");
      blocks.add(
          new Block(page.getFileName().toString(), block.line(), language, block.text(), output));
    }
    return blocks;
  }

  private static List<Fenced> fenced(List<String> lines) {
    List<Fenced> found = new ArrayList<>();
    for (int start = 0; start < lines.size(); start++) {
      if (lines.get(start).startsWith(FENCE)) {
        int end = start + 1;
        while (end < lines.size() && !lines.get(end).equals(FENCE)) {
          end++;
        }
        String text = String.join("\n", lines.subList(start + 1, end)) + "\n";
        found.add(new Fenced(start + 1, lines.get(start).substring(FENCE.length()), text));
        start = end;
      }
    }
    return found;
  }

  private static Optional<Block.Output> output(Fenced next) {
    return next.info().startsWith("text")
        ? Optional.of(new Block.Output(next.text(), next.info().contains("any order")))
        : Optional.empty();
  }
}
