package io.conveyor.yaml.jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.yaml.text.Problems;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiled classes are kept, are those of the very sources, and are trusted only if they may be.
 */
class ClassCacheTest {

  @TempDir private Path scratch;
  private Path directory;
  private Path source;

  @BeforeEach
  void create() throws IOException {
    directory = scratch.resolve("cache");
    source = scratch.resolve("Job.java");
    write("1");
  }

  private void write(String result) throws IOException {
    Files.writeString(
        source,
        "package a.b; public class Job { static int one() { return "
            + result
            + "; } class In {} }");
  }

  /** Compiles, or does not, and returns the bytes of the class. */
  private byte[] compile(Path... classpath) {
    Problems problems = new Problems();
    ClassCache cache = ClassCache.in(directory);
    try (CompiledSources compiled =
        CompiledSources.of(List.of(source), List.of(classpath), cache, problems)) {
      problems.throwIfAny();
      assertTrue(Files.exists(compiled.directory().resolve("a/b/Job$In.class")));
      return Files.readAllBytes(compiled.directory().resolve("a/b/Job.class"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  /** A file that was written again is another one. */
  private Object identity() throws IOException {
    return Files.getAttribute(kept().get(0), "unix:ino");
  }

  @Test
  void givesTheSameClassesWithoutCompiling() throws IOException {
    byte[] first = compile();
    Object identity = identity();
    assertArrayEquals(first, compile());
    assertEquals(1, kept().size());
    assertEquals(identity, identity());
  }

  @Test
  void compilesAgainWhatHasChanged() throws IOException {
    byte[] first = compile();
    write("2");
    assertFalse(Arrays.equals(first, compile()));
    assertEquals(2, kept().size());
    Path lib = Files.createDirectory(scratch.resolve("lib"));
    compile(lib);
    assertEquals(3, kept().size());
    Files.writeString(lib.resolve("Other.class"), "");
    compile(lib);
    assertEquals(4, kept().size());
    write("1");
    assertArrayEquals(first, compile());
    assertEquals(4, kept().size());
  }

  @Test
  void keepsNothingOfSourcesWithErrors() throws IOException {
    write("nothing");
    Problems problems = new Problems();
    CompiledSources.of(List.of(source), List.of(), ClassCache.in(directory), problems).close();
    assertEquals(1, problems.count());
    assertEquals(List.of(), kept());
  }

  @Test
  void compilesAgainWhatIsDamaged() throws IOException {
    byte[] first = compile();
    Path kept = kept().get(0);
    byte[] whole = Files.readAllBytes(kept);
    for (int part = 0; part < 5; part++) {
      byte[] damaged = whole.clone();
      damaged[part * (whole.length - 1) / 4] ^= 1;
      Files.write(kept, damaged);
      assertArrayEquals(first, compile());
      assertFalse(Arrays.equals(damaged, Files.readAllBytes(kept)));
    }
    Files.write(kept, new byte[0]);
    assertArrayEquals(first, compile());
    assertTrue(Files.size(kept) > 0);
  }

  @Test
  void isPrivate() throws IOException {
    compile();
    assertEquals("rwx------", modes(directory));
    assertEquals("rw-------", modes(kept().get(0)));
  }

  private static String modes(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Else others could have their classes run. */
  @Test
  void usesNothingThatOthersMayWriteTo() throws IOException {
    compile();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    write("2");
    compile();
    assertEquals(1, kept().size());
  }

  @Test
  void letsTenCommandsBeginAtOnce() throws IOException {
    List<CompletableFuture<byte[]>> all =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> compile())).limit(10).toList();
    byte[] one = compile();
    all.forEach(each -> assertArrayEquals(one, each.join()));
    assertEquals(1, kept().size());
  }

  /** What was used last stays. */
  @Test
  void staysSmall() throws IOException {
    compile();
    Path kept = kept().get(0);
    Path large = directory.resolve("large");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(1L << 30);
    }
    Files.setLastModifiedTime(large, FileTime.from(Instant.EPOCH));
    write("2");
    compile();
    assertFalse(Files.exists(large));
    assertTrue(Files.exists(kept));
  }
}
