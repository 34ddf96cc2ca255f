/** What the compiler is rehearsed with. */
public final class Rehearsal {

  private Rehearsal() {}

  public static long run(long block) {
    return block;
  }
}
