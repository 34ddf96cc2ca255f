package io.conveyor.cli.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of results, written beside the one that it is to be, and put in its place when it is
 * complete: whatever was there stays as it was until then. For one thread at a time.
 *
 * <pre>
 *   open ─▶ results.partial ─┬─ takePlace ─▶ results
 *                            └─ abandon ───▶ results.partial, or nothing if it is empty
 * </pre>
 */
public final class ResultFile {

  private static final int MOST_PARTIAL_FILES = 1000;

  private final Path target;
  private final Path partial;
  private final FileChannel channel;

  private ResultFile(Path target, Path partial, FileChannel channel) {
    this.target = target;
    this.partial = partial;
    this.channel = channel;
  }

  /**
   * Opens a file beside another one.
   *
   * @param target the file to be, which need not exist; no link
   */
  public static ResultFile beside(Path target) throws IOException {
    FileAttribute<?>[] modes = modes(target);
    for (int i = 1; ; i++) {
      String end = i == 1 ? ".partial" : ".partial-" + i;
      Path partial = target.resolveSibling(target.getFileName() + end);
      try {
        FileChannel channel =
            FileChannel.open(
                partial, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), modes);
        return new ResultFile(target, partial, channel);
      } catch (FileAlreadyExistsException e) {
        // That of a run that failed, or that is under way.
        if (i == MOST_PARTIAL_FILES) {
          throw e;
        }
      }
    }
  }

  /** Who may not read what is there may not read what is to replace it. */
  private static FileAttribute<?>[] modes(Path target) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    return view == null || !Files.exists(target)
        ? new FileAttribute<?>[0]
        : new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(view.readAttributes().permissions())
        };
  }

  /** Returns where to write what the file is to hold. */
  public OutputStream open() throws IOException {
    return Compression.of(target.toString()).pack(Channels.newOutputStream(channel));
  }

  /** Puts the file in its place, with the mode that the one before had. */
  public void takePlace() throws IOException {
    channel.close();
    if (Files.exists(target)) {
      copyAttributes();
    }
    Files.move(
        partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void copyAttributes() throws IOException {
    Map<String, Object> before = Files.readAttributes(target, "unix:mode,uid,gid");
    Map<String, Object> now = Files.readAttributes(partial, "unix:mode,uid,gid");
    for (String name : new String[] {"uid", "gid", "mode"}) {
      Object value = before.get(name);
      if (value != null && !value.equals(now.get(name))) {
        try {
          Files.setAttribute(partial, "unix:" + name, value);
        } catch (FileSystemException e) {
          // Only root gives files away; who writes a file anew owns it.
        }
      }
    }
  }

  /**
   * Returns where what was written is kept; null if that is nothing.
   *
   * @param empty whether nothing was written
   */
  public @Nullable Path abandon(boolean empty) throws IOException {
    channel.close();
    if (empty) {
      Files.deleteIfExists(partial);
    }
    return empty ? null : partial;
  }
}
