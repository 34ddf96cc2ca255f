package io.conveyor.mapped;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a process may leave behind that is killed, or whose machine loses power: between two stores
 * to what it shares, a test looks at the files as they are. A writer says so before each store, in
 * the middle of what is copied, and after a sync. Costs nothing where nobody watches, which is
 * decided as this class is loaded: {@code -Dconveyor.stores=watched}.
 */
public final class Stores {

  private static final boolean WATCHED = "watched".equals(System.getProperty("conveyor.stores"));

  private static volatile @Nullable Watcher watcher;

  private Stores() {}

  /** Sees the files between two stores. */
  public interface Watcher {

    /** Called before a store, on the thread that is about to store. */
    void beforeStore();

    /** Called when what a file or directory holds would survive a loss of power. */
    void synced(Path path);
  }

  /**
   * Sets who watches.
   *
   * @throws IllegalStateException if this JVM was not started to be watched
   */
  public static void watch(@Nullable Watcher other) {
    if (!WATCHED) {
      throw new IllegalStateException("start the JVM with -Dconveyor.stores=watched");
    }
    watcher = other;
  }

  /** To be called before a store. */
  public static void next() {
    if (WATCHED) {
      report(null);
    }
  }

  /** Returns whether what is copied is to be stored in two parts, with {@link #next} between. */
  public static boolean split() {
    return WATCHED;
  }

  /** To be called after a sync. */
  static void synced(Path path) {
    if (WATCHED) {
      report(path);
    }
  }

  private static void report(@Nullable Path synced) {
    Watcher now = watcher;
    if (now == null) {
      return;
    }
    if (synced == null) {
      now.beforeStore();
    } else {
      now.synced(synced);
    }
  }
}
