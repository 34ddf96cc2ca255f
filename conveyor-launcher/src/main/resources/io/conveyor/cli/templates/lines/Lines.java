/** What is done to lines of text: a method for each stage. */
public class Lines {

  /** Filters: returns the line if it tells of an error, or else null, which is no result. */
  static String error(String line) {
    return line.startsWith("ERROR ") ? line : null;
  }

  /** Maps: returns what stands behind the level and the time. */
  static String message(String line) {
    return line.split(" ", 3)[2];
  }
}
