public class Broken {
  static int half(int n) {
    return m / 2;
  }

  static String text() {
    return 1;
  }
}
