/** A parser as native code might be, which takes its process with it, and what follows on it. */
public class Crash {

  /** Returns what stands before the colon; a document without one makes it throw. */
  static String title(String document) {
    if (document.startsWith("!")) {
      Runtime.getRuntime().halt(134); // As if the library had aborted.
    }
    return document.substring(0, document.indexOf(':'));
  }

  static String entry(String title) {
    return "- " + title;
  }
}
