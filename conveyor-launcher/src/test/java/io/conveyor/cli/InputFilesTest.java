package io.conveyor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.cli.files.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several files, patterns, and what is compressed. */
class InputFilesTest {

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void writePipeline() throws IOException {
    Files.writeString(
        directory.resolve("p.yaml"), "engine: sequential\nstages: [{processor: 'String::strip'}]");
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream packed = Compression.of(name).pack(Files.newOutputStream(file))) {
      packed.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private int run(String stdin, String... arguments) {
    out.reset();
    err.reset();
    List<String> command = new ArrayList<>(List.of("run", path("p.yaml")));
    command.addAll(List.of(arguments));
    byte[] bytes = stdin.getBytes(StandardCharsets.UTF_8);
    return Main.run(command.toArray(String[]::new), new ByteArrayInputStream(bytes), out, err);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private void gives(String expected, String... inputs) {
    List<String> arguments = new ArrayList<>();
    for (String input : inputs) {
      arguments.addAll(List.of("-i", input.equals("-") ? input : path(input)));
    }
    assertEquals(0, run("in\n", arguments.toArray(String[]::new)), this::said);
    assertEquals(expected, out.toString(StandardCharsets.UTF_8));
  }

  private String read(String name) throws IOException {
    try (InputStream packed = Files.newInputStream(directory.resolve(name))) {
      return new String(Compression.of(name).unpack(packed).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void areReadOneBehindTheOther() throws IOException {
    write("a", "a1\na2");
    write("b.gz", "b1\n");
    write("c.zst", "c1\nc2\n");
    write("none", "");
    write("none.gz", "");
    gives("a1\na2\nb1\nc1\nc2\n", "a", "none", "b.gz", "none.gz", "c.zst");
    gives("b1\nin\na1\na2\nb1\n", "b.gz", "-", "a", "b.gz");
  }

  @Test
  void areFoundByAPatternInTheOrderOfTheirNames() throws IOException {
    write("logs/2.txt", "2");
    write("logs/10.txt", "10");
    write("logs/.hidden.txt", "hidden");
    write("logs/old/1.txt.gz", "1");
    write("logs/old/older/0.txt.gz", "0");
    write("odd[1].txt", "odd");
    gives("10\n2\n", "logs/*.txt");
    gives("10\n2\n1\n0\n", "logs/**/*.{txt,gz}");
    gives("hidden\n", "logs/.h*");
    gives("1\n", "logs/*/*");
    gives("odd\n", "odd[1].txt");
  }

  @Test
  void areAllMissedAtOnceBeforeAnyIsRead() throws IOException {
    write("a", "a1");
    int exitCode = run("", "-i", path("a"), "-i", path("b"), "-i", path("c"), "-i", path("."));
    assertEquals(2, exitCode);
    assertEquals("", out.toString(StandardCharsets.UTF_8));
    assertTrue(said().contains("b: no such file"), this::said);
    assertTrue(said().contains("c: no such file"), this::said);
    assertTrue(said().contains("is a directory"), this::said);
    assertEquals(2, run("", "-i", path("*.gz")));
    assertTrue(said().contains("*.gz: no such file, and none matches"), this::said);
    assertEquals(2, run("", "-i", path("{a/b,c}[")));
    assertTrue(said().contains("[: no such file\n"), this::said);
  }

  @Test
  void haveHeadersAndLinesOfTheirOwn() throws IOException {
    write("a.csv.gz", "x,y\n1,2\n");
    write("b.csv", "y,x\n3,4\n5\n");
    String[] csv = {"-i", path("*.csv*"), "--input-format", "csv", "--output-format", "csv"};
    Files.writeString(
        directory.resolve("p.yaml"),
        "engine: sequential\nstages: [{processor: 'java.util.Objects::requireNonNull'}]");
    assertEquals(1, run("", csv));
    assertEquals("x,y\n1,2\n4,3\n", out.toString(StandardCharsets.UTF_8));
    assertTrue(said().contains("b.csv:3: "), this::said);
  }

  @Test
  void sayInWhichOfThemAJobFailed() throws IOException {
    write("a.gz", "1\n2\n");
    write("b.gz", "\n3\nx\n");
    Files.writeString(
        directory.resolve("p.yaml"), "engine: sequential\nstages: [{processor: 'Math::abs(int)'}]");
    assertEquals(1, run("", "-i", path("*.gz"), "--input-format", "jsonl"));
    assertTrue(said().contains("b.gz:3:"), this::said);
    write("b.gz", "\n3\n\"x\"\n");
    assertEquals(1, run("", "-i", path("*.gz"), "--input-format", "jsonl"));
    assertTrue(said().contains("over " + path("b.gz") + ":3: \"x\""), this::said);
  }

  @Test
  void areRefusedWhereTheirCompressedDataIsDamaged() throws IOException {
    write("1.gz", "one\n".repeat(100));
    write("2.gz", "two\n".repeat(100));
    byte[] first = Files.readAllBytes(directory.resolve("1.gz"));
    byte[] all = Files.readAllBytes(directory.resolve("2.gz"));
    byte[] both = new byte[first.length + all.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(all, 0, both, first.length, all.length);
    Path file = Files.write(directory.resolve("both.gz"), both);
    gives("one\n".repeat(100) + "two\n".repeat(100), "both.gz");
    for (int length = 0; length < both.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(both, length));
      // A file that ends with its first member is whole.
      int expected = length == first.length ? 0 : length < 10 ? 2 : 1;
      assertEquals(expected, run("", "-i", file.toString()), "cut off at " + length);
    }
    // The first bytes of the second member: what is it, how is it compressed?
    for (int at = first.length; at < first.length + 3; at++) {
      byte[] damaged = both.clone();
      damaged[at] ^= 0x55;
      Files.write(file, damaged);
      assertEquals(1, run("", "-i", file.toString()), "damaged at " + at);
    }
  }

  @Test
  void areRefusedWhereAFrameIsCutOff() throws IOException {
    write("whole.zst", "one\n".repeat(100));
    byte[] all = Files.readAllBytes(directory.resolve("whole.zst"));
    Path file = directory.resolve("cut.zst");
    for (int length = 0; length < all.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(all, length));
      assertEquals(1, run("", "-i", file.toString()), "cut off at " + length);
      assertFalse(said().contains("internal error"), this::said);
    }
  }

  @Test
  void areMadeOfResultsToo() throws IOException {
    write("a", "a1\na2\n");
    for (String name : List.of("out.gz", "out.zst")) {
      assertEquals(0, run("", "-i", path("a"), "-o", path(name)), this::said);
      assertEquals("a1\na2\n", read(name));
      assertEquals(0, run("", "-i", path("a"), "-o", path(name), "--append"), this::said);
      assertEquals("a1\na2\na1\na2\n", read(name));
      int exitCode = run("", "-i", path("a"), "-o", path(name), "--dir", path("d"));
      assertEquals(2, exitCode, this::said);
      assertTrue(said().contains("compressed"), this::said);
    }
  }

  @Test
  void areLeftAsTheyWereByARunThatFails() throws IOException {
    write("a", "1\nx\n");
    write("out.gz", "before\n");
    write("p.yaml", "engine: sequential\nstages: [{processor: 'Integer::parseInt'}]");
    assertEquals(1, run("", "-i", path("a"), "-o", path("out.gz")));
    assertEquals("before\n", read("out.gz"));
    Files.move(directory.resolve("out.gz.partial"), directory.resolve("kept.gz"));
    assertEquals("1\n", read("kept.gz"));
    write("a", "x\n");
    assertEquals(1, run("", "-i", path("a"), "-o", path("out.gz")));
    assertFalse(Files.exists(directory.resolve("out.gz.partial")));
  }
}
