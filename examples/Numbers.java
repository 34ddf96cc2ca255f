import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Jobs with parameters, which the pipeline file fixes. */
public final class Numbers {

  private Numbers() {}

  /** A producer: the numbers from 0 on. */
  public static Stream<Integer> range(int count) {
    return IntStream.range(0, count).boxed();
  }

  public static int addN(int number, int n) {
    return number + n;
  }
}
