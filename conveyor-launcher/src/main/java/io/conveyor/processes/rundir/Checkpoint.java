package io.conveyor.processes.rundir;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.mapped.SealedFile;
import io.conveyor.mapped.Stores;
import io.conveyor.pipe.PipeMark;
import io.conveyor.pipe.PipeSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * All that a durable run needs to resume after a loss of power, taken while its pipes are empty:
 * where each pipe is, how far results are kept, and the states of jobs. It lies in the sealed file
 * {@code checkpoint.dat}, as DataOutput writes it, and is replaced as a whole:
 *
 * <pre>
 *   int64 number | int32 pipes | a mark for each, as {@link PipeMark} writes it
 *   int32 files  | for each of results.dat and state-PARTICIPANT.dat: its name, int32 length, its bytes
 *   int64 checksum of the copy of the shared memory; -1 if there is none
 * </pre>
 *
 * The copy of the shared memory is {@code memory-0.copy} if the number is even, else {@code
 * memory-1.copy}.
 *
 * @param number counts the checkpoints of the run
 * @param pipes where each pipe is, by its id
 * @param files small files as they were, by their names
 * @param memory checksum of the copy of the shared memory, or -1
 */
public record Checkpoint(
    long number, List<PipeMark> pipes, Map<String, byte[]> files, long memory) {

  static final String FILE = "checkpoint.dat";

  private static final long MAGIC = 0x434845434b500001L;
  private static final Pattern KEPT = Pattern.compile("results\\.dat|state-\\d+\\.dat");
  private static final int BUFFER_BYTES = 1 << 20;

  public Checkpoint {
    pipes = List.copyOf(pipes);
    files = Map.copyOf(files);
  }

  /** Returns how many inputs had been taken. */
  public long inputs() {
    return pipes.get(0).nextSequence();
  }

  /**
   * Takes a checkpoint of a directory where nothing happens meanwhile; returns when it would
   * survive a loss of power.
   *
   * @param number the number of the one before, plus 1
   * @param pipes where each pipe is
   * @param memory the file of the shared memory, or null
   */
  public static void take(Path directory, long number, List<PipeMark> pipes, @Nullable Path memory)
      throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (var entries = Files.list(directory)) {
      for (Path file : entries.toList()) {
        String name = String.valueOf(file.getFileName());
        if (KEPT.matcher(name).matches()) {
          files.put(name, Files.readAllBytes(file));
        }
      }
    }
    long checksum = -1;
    if (memory != null) {
      Path copy = memoryCopy(directory, number);
      checksum = copy(memory, copy);
      PrivateFiles.force(copy);
      PrivateFiles.forceDirectory(directory);
    }
    new SealedFile(directory.resolve(FILE), MAGIC)
        .writeForced(new Checkpoint(number, pipes, files, checksum).encode());
  }

  private static Path memoryCopy(Path directory, long number) {
    return directory.resolve("memory-" + (number & 1) + ".copy");
  }

  static boolean isPartOf(String name) {
    return name.equals(FILE) || name.matches("memory-[01]\\.copy");
  }

  private byte[] encode() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(number);
    out.writeInt(pipes.size());
    for (PipeMark pipe : pipes) {
      pipe.write(out);
    }
    out.writeInt(files.size());
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      out.writeUTF(file.getKey());
      out.writeInt(file.getValue().length);
      out.write(file.getValue());
    }
    out.writeLong(memory);
    return bytes.toByteArray();
  }

  /**
   * Returns the last checkpoint of a directory, or null if there is none.
   *
   * @param pipes how many pipes there are
   * @throws ConveyorException if it is damaged or foreign
   */
  public static @Nullable Checkpoint last(Path directory, int pipes) throws IOException {
    byte[] content = new SealedFile(directory.resolve(FILE), MAGIC).read();
    if (content == null) {
      return null;
    }
    try {
      return decode(new DataInputStream(new ByteArrayInputStream(content)), pipes);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConveyorException(
          Category.CORRUPT, "%s: not a checkpoint: %s".formatted(directory.resolve(FILE), e), e);
    }
  }

  private static Checkpoint decode(DataInputStream in, int pipes) throws IOException {
    long number = in.readLong();
    int found = in.readInt();
    if (found != pipes) {
      throw new IOException("%d pipes, expected %d".formatted(found, pipes));
    }
    List<PipeMark> marks = new ArrayList<>();
    for (int i = 0; i < pipes; i++) {
      marks.add(PipeMark.read(in));
    }
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      String name = in.readUTF();
      int length = in.readInt();
      if (!KEPT.matcher(name).matches() || length < 0 || length > in.available()) {
        throw new IOException("file '%s' of %d bytes".formatted(name, length));
      }
      files.put(name, in.readNBytes(length));
    }
    long memory = in.readLong();
    if (in.read() != -1) {
      throw new IOException("longer than it should be");
    }
    return new Checkpoint(number, marks, files, memory);
  }

  /**
   * Lays a directory out as it was.
   *
   * @param specs the pipes, by their ids
   * @param shared the file for the shared memory, or null
   * @throws ConveyorException if the copy of the shared memory is damaged
   */
  public void restore(Path directory, List<PipeSpec> specs, @Nullable Path shared)
      throws IOException {
    for (int i = 0; i < specs.size(); i++) {
      pipes.get(i).create(specs.get(i));
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      PrivateFiles.replace(directory.resolve(file.getKey()), file.getValue());
    }
    if (shared != null) {
      Path copy = memoryCopy(directory, number);
      if (!Files.exists(copy) || copy(copy, shared) != memory) {
        throw new ConveyorException(
            Category.CORRUPT, copy + ": not the shared memory that the checkpoint is about");
      }
    }
  }

  /** Copies a file, and returns a checksum of its content. */
  private static long copy(Path from, Path to) throws IOException {
    CRC32C checksum = new CRC32C();
    PrivateFiles.replace(to, new byte[0]);
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(from);
        FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        checksum.update(buffer, 0, n);
        for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n); bytes.hasRemaining(); ) {
          Stores.next();
          out.write(bytes);
        }
      }
    }
    return checksum.getValue();
  }
}
