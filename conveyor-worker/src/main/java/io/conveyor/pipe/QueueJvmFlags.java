package io.conveyor.pipe;

import java.util.ArrayList;
import java.util.List;

/** What Chronicle Queue needs of the command line of every JVM that opens a pipe. */
public final class QueueJvmFlags {

  /** Since this version of Java the JVM warns of memory access through sun.misc.Unsafe. */
  private static final int WARNS_OF_UNSAFE = 23;

  private static final List<String> ALWAYS =
      List.of(
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          // Nothing is written to the home directory, and nothing is sent anywhere.
          "-Dchronicle.analytics.disable=true",
          "-Dchronicle.announcer.disable=true",
          // Its thread looks at the disk now and then; pipes look when they roll.
          "-Dchronicle.disk.monitor.disable=true",
          // What a deleted segment takes is given back when it is left, not some time later.
          "-Dbackground.releaser=false");

  private QueueJvmFlags() {}

  /** Returns the flags for a JVM of this version of Java; for the front of its command line. */
  public static List<String> list() {
    return list(Runtime.version().feature());
  }

  /** Returns the flags for a JVM of that version of Java. */
  static List<String> list(int feature) {
    List<String> flags = new ArrayList<>(ALWAYS);
    if (feature >= WARNS_OF_UNSAFE) {
      flags.add("--sun-misc-unsafe-memory-access=allow");
      flags.add("--enable-native-access=ALL-UNNAMED");
    }
    return flags;
  }
}
