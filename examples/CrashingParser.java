import java.lang.reflect.Field;

/**
 * A parser as a native library might have it: fast, and fatal to its process over some documents.
 * There is no library here. Where its bug would write to memory that is not there, this class does
 * so by itself, which crashes the JVM in earnest.
 */
public final class CrashingParser {

  private static final int CUT_OFF_EACH = 2500;

  private CrashingParser() {}

  /** Returns the document of a number; each 2500th is cut off in the middle. */
  public static String document(String number) {
    String text = "<document><title>Number " + number + "</title><p>All is well.</p></document>";
    boolean cutOff = Integer.parseInt(number) % CUT_OFF_EACH == 0;
    return cutOff ? text.substring(0, text.indexOf("</title>")) : text;
  }

  /** Returns the title of a document. */
  public static String title(String document) throws ReflectiveOperationException {
    int end = document.indexOf("</title>");
    if (end < 0) {
      writeToMemoryThatIsNotThere();
    }
    return document.substring(document.indexOf("<title>") + "<title>".length(), end);
  }

  /** As {@link #title}, with the bug fixed. */
  public static String titleFixed(String document) {
    String rest = document.substring(document.indexOf("<title>") + "<title>".length());
    int end = rest.indexOf("</title>");
    return end < 0 ? rest + " (cut off)" : rest.substring(0, end);
  }

  /** Returns the line of an index for a title. */
  public static String entry(String title) {
    return "- " + title;
  }

  private static void writeToMemoryThatIsNotThere() throws ReflectiveOperationException {
    Class<?> unsafe = Class.forName("sun.misc.Unsafe");
    Field instance = unsafe.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    unsafe.getMethod("putByte", long.class, byte.class).invoke(instance.get(null), 0L, (byte) 1);
  }
}
