package io.conveyor.it.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Takes states of a flat directory before each store as a loss of power leaves them: of what was
 * not synced since, each page and each name may be there or not. Of the subsets, all and none are
 * tried, and some at random.
 */
final class LostPages extends CrashPoints {

  /** What a disk writes at once. */
  private static final int PAGE = 512;

  private final Random random;
  private final int samples;

  /** By inode, what was synced of its content. */
  private final Map<Object, byte[]> contents = new HashMap<>();

  /** By inode, what it had when it was seen last. */
  private final Map<Object, byte[]> seen = new HashMap<>();

  /** By name, the inode that it was synced with. */
  private final Map<String, Object> names = new TreeMap<>();

  LostPages(Disturbed disturbed, Path scratch, Random random, int samples) throws IOException {
    super(disturbed, scratch);
    this.random = random;
    this.samples = samples;
  }

  private static Object inode(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ino");
  }

  @Override
  public void synced(Path path) {
    try {
      if (Files.isDirectory(path)) {
        names.clear();
        names.putAll(present());
      } else {
        contents.put(inode(path), Files.readAllBytes(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Object> present() throws IOException {
    Map<String, Object> present = new TreeMap<>();
    try (Stream<Path> files = Files.list(live())) {
      for (Path file : files.toList()) {
        Object inode = inode(file);
        seen.put(inode, Files.readAllBytes(file));
        present.put(file.getFileName().toString(), inode);
      }
    }
    return present;
  }

  @Override
  void look() throws Exception {
    Map<String, Object> present = present();
    for (int sample = 0; sample < samples; sample++) {
      delete(state());
      Files.createDirectory(state());
      int kept = sample == 0 ? 0 : sample == 1 ? 100 : 10 + random.nextInt(81);
      for (String name : new TreeSet<>(union(names, present))) {
        Object inode = keeps(kept) ? present.get(name) : names.get(name);
        if (inode != null) {
          Files.write(state().resolve(name), content(inode, kept));
        }
      }
      recover();
    }
  }

  private static SortedSet<String> union(Map<String, Object> one, Map<String, Object> other) {
    SortedSet<String> all = new TreeSet<>(one.keySet());
    all.addAll(other.keySet());
    return all;
  }

  private boolean keeps(int percent) {
    return random.nextInt(100) < percent;
  }

  private byte[] content(Object inode, int kept) {
    byte[] synced = contents.getOrDefault(inode, new byte[0]);
    byte[] now = seen.getOrDefault(inode, new byte[0]);
    byte[] content = Arrays.copyOf(synced, keeps(kept) ? now.length : synced.length);
    for (int at = 0; at < Math.min(content.length, now.length); at += PAGE) {
      if (keeps(kept)) {
        System.arraycopy(
            now, at, content, at, Math.min(PAGE, Math.min(content.length, now.length) - at));
      }
    }
    return content;
  }
}
