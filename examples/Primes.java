import io.conveyor.Job;
import io.conveyor.JobContext;
import java.nio.ByteBuffer;

/** Picks out primes by a large table, which is there once for all workers. */
public final class Primes implements Job<Integer, Integer> {

  private static final int SIZE = 10_000_000;

  private transient ByteBuffer composite;

  @Override
  public void open(JobContext context) {
    composite = context.memory().loadOnce("composite", SIZE, Primes::sieve);
  }

  private static void sieve(ByteBuffer composite) {
    for (int factor = 2; factor * factor < SIZE; factor++) {
      for (int i = factor * factor; composite.get(factor) == 0 && i < SIZE; i += factor) {
        composite.put(i, (byte) 1);
      }
    }
  }

  @Override
  public Integer run(Integer number) {
    return number > 1 && composite.get(number) == 0 ? number : null;
  }
}
