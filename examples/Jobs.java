/** Jobs of the examples: plain methods, which need to know nothing of Conveyor. */
public final class Jobs {

  private Jobs() {}

  public static int cube(int n) {
    return n * n * n;
  }
}
