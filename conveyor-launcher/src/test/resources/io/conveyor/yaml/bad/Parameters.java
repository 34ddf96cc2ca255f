import io.conveyor.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

public class Parameters {
  enum Mode {
    FAST,
    EXACT
  }

  record Limits(int low, long high) {}

  record Options(String name, Limits limits, Mode mode) {}

  record AddN(int n) implements Job<Integer, Integer> {
    @Override
    public Integer run(Integer block) {
      return block + n;
    }
  }

  @io.conveyor.StageDefaults(stateful = true, workers = 3)
  public static class Torn implements Job<Integer, Integer> {
    @Override
    public Integer run(Integer block) {
      return block;
    }
  }

  public static int addN(int block, int n) {
    return block + n;
  }

  public static int plain(int block) {
    return block;
  }

  public static int within(int block, Options options) {
    return block;
  }

  public static int many(int block, List<Integer> numbers, double[] factors, Path path) {
    return block;
  }

  public static int timed(int block, Duration time, boolean flag, char letter, Thread thread) {
    return block;
  }

  public static int twice(int block, int n) {
    return block;
  }

  public static int twice(int block, long n) {
    return block;
  }

  public static int twice(int block, String a, String b) {
    return block;
  }

  public static Stream<Integer> take(Stream<Integer> blocks, int n) {
    return blocks.limit(n);
  }

  public static Stream<Integer> upTo(int n) {
    return Stream.of(n);
  }
}
