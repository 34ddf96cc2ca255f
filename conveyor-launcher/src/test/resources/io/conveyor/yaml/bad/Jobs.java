public class Jobs {
  public static int cube(int n) {
    return n * n * n;
  }

  public static int choose(int n) {
    return 1;
  }

  public static int choose(Integer n) {
    return 2;
  }

  public static int add(int a, int b) {
    return a + b;
  }

  public static class NoDefault {
    public NoDefault(int n) {}

    public int instance(int n) {
      return n;
    }
  }

  public class Inner implements io.conveyor.Job<Object, Object> {
    @Override
    public Object run(Object block) {
      return block;
    }
  }

  public static class Numbers implements io.conveyor.Producer<Integer> {
    @Override
    public java.util.stream.Stream<Integer> run() {
      return java.util.stream.Stream.of(1, 2);
    }
  }
}
