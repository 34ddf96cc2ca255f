package io.conveyor.log;

import java.util.ArrayList;
import java.util.List;

/** What the command line of a JVM needs for pipes. */
public final class QueueJvmFlags {

  /** Since this version of Java the JVM warns of memory access through sun.misc.Unsafe. */
  private static final int WARNS_OF_UNSAFE = 23;

  /** Of Chronicle Queue, which makes pipes. */
  private static final List<String> TO_MAKE =
      List.of(
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          // Nothing is written to the home directory, and nothing is sent anywhere.
          "-Dchronicle.analytics.disable=true",
          "-Dchronicle.announcer.disable=true",
          // Its thread looks at the disk now and then; pipes look when they roll.
          "-Dchronicle.disk.monitor.disable=true");

  private QueueJvmFlags() {}

  /**
   * Returns the flags for a JVM of this version of Java that makes pipes; for the front of its
   * command line.
   */
  public static List<String> list() {
    return list(Runtime.version().feature());
  }

  /** Returns the flags for a JVM of that version of Java that makes pipes. */
  static List<String> list(int feature) {
    List<String> flags = new ArrayList<>(TO_MAKE);
    flags.addAll(toOpen(feature));
    return flags;
  }

  /** Returns the flags for a JVM of this version of Java that opens pipes, and makes none. */
  public static List<String> toOpen() {
    return toOpen(Runtime.version().feature());
  }

  private static List<String> toOpen(int feature) {
    return feature < WARNS_OF_UNSAFE
        ? List.of()
        : List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");
  }
}
