import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Splits lines into words, and counts these. */
public class Words {

  record Count(String word, int count) {}

  /** What has been counted so far: the state of the stage, from block to block. */
  private final Map<String, Integer> counts = new HashMap<>();

  /** Expands: each element of the stream is a result. */
  static Stream<String> split(String line) {
    return Stream.of(line.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty());
  }

  Count count(String word) {
    return new Count(word, counts.merge(word, 1, Integer::sum));
  }
}
