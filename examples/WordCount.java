import io.conveyor.Job;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts words: how often each occurs in a line, and then in all lines. */
public final class WordCount {

  private WordCount() {}

  /** Words are what stands between white space. */
  public static Map<String, Integer> ofLine(String line) {
    Map<String, Integer> counts = new HashMap<>();
    for (String word : line.strip().split("\\s+")) {
      if (!word.isEmpty()) {
        counts.merge(word, 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Adds up what it is given, and prints the sums in the end; gives no results, as Void says. */
  public static final class Total implements Job<Map<String, Integer>, Void> {

    private final TreeMap<String, Integer> total = new TreeMap<>();

    @Override
    public Void run(Map<String, Integer> counts) {
      counts.forEach((word, count) -> total.merge(word, count, Integer::sum));
      return null;
    }

    @Override
    public void close() {
      total.forEach((word, count) -> System.out.printf("%7d %s%n", count, word));
    }
  }
}
