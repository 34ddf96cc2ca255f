import io.conveyor.Job;
import io.conveyor.StageDefaults;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Jobs over a series of numbers: some remember, some see all they need. */
public final class Series {

  private Series() {}

  public static int negate(int number) {
    return -number;
  }

  /** The difference between the last and the first number of a window. */
  public static int difference(List<Integer> window) {
    return window.get(window.size() - 1) - window.get(0);
  }

  /** The sum of all numbers so far. */
  @StageDefaults(stateful = true)
  public static final class Sum implements Job<Integer, Integer> {

    private int sum;

    @Override
    public Integer run(Integer number) {
      sum += number;
      return sum;
    }
  }

  /** The difference to the number before the last one. */
  @StageDefaults(stateful = true)
  public static final class Difference implements Job<Integer, Integer> {

    private final Deque<Integer> last = new ArrayDeque<>();

    @Override
    public Integer run(Integer number) {
      last.add(number);
      return last.size() < 3 ? null : number - last.remove();
    }
  }
}
