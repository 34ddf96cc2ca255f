package io.conveyor.it;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.log.QueueJvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command, with a java that only tells how it was called. */
class DistributionTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path DISTRIBUTION = ROOT.resolve("conveyor-launcher/target/distribution");

  /** Prints the words of its command line, and makes the files that it is asked for. */
  private static final String JAVA =
      """
      for word; do
        case $word in -XX:DumpLoadedClassList=* | -XX:SharedArchiveFile=*) : > "${word#*=}" ;; esac
        echo "<$word>"
      done\
      """;

  @TempDir private Path temp;
  private Path jdk;
  private Path home;

  @BeforeEach
  void installUnderAPathWithSpaces() throws IOException {
    jdk = temp.resolve("jdk");
    script(jdk.resolve("bin/java"), JAVA);
    home = temp.toRealPath().resolve("my tools/conveyor 1");
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib"));
    Files.copy(DISTRIBUTION.resolve("bin/conveyor"), home.resolve("bin/conveyor"));
    assertTrue(home.resolve("bin/conveyor").toFile().setExecutable(true));
  }

  @Test
  void hasAllThatItsReadmeLinksTo() throws Exception {
    Matcher links =
        Pattern.compile("]\\(([^)#:]+)[#)]")
            .matcher(Files.readString(DISTRIBUTION.resolve("README.md")));
    int found = 0;
    while (links.find()) {
      found++;
      assertTrue(Files.exists(DISTRIBUTION.resolve(links.group(1))), links.group(1));
    }
    assertTrue(found > 10, "links in README.md: " + found);
  }

  @Test
  void findsItsHomeThroughLinks() throws Exception {
    Path links = Files.createDirectory(temp.resolve("links"));
    Path absolute = Files.createSymbolicLink(links.resolve("one"), home.resolve("bin/conveyor"));
    Path relative = Files.createSymbolicLink(links.resolve("two"), Path.of("one"));
    Path directory = Files.createSymbolicLink(links.resolve("bin"), home.resolve("bin"));

    for (Path link : List.of(absolute, relative, directory.resolve("conveyor"))) {
      Command.Outcome outcome = run(link, "17.0.15");

      assertEquals("", outcome.errors());
      assertTrue(outcome.output().contains("<-Dconveyor.home=" + home + ">"), outcome.output());
      assertTrue(
          outcome.output().contains("<%s/lib/launcher/*:%<s/lib/worker/*>".formatted(home)),
          outcome.output());
    }
  }

  @Test
  void passesArgumentsOnAsTheyAre() throws Exception {
    String output = run(home.resolve("bin/conveyor"), "17.0.15", "run", "a b", "*").output();

    assertTrue(output.endsWith("<io.conveyor.cli.Main>\n<run>\n<a b>\n<*>\n"), output);
  }

  @Test
  void startsBothCompilersWhereThereMayBeMuchToRead() throws Exception {
    Path small = Files.writeString(temp.resolve("small file"), "1\n");
    Path large = Files.write(temp.resolve("large file"), new byte[9 << 20]);
    String quick = "<-XX:TieredStopAtLevel=1>";
    for (String[] words :
        new String[][] {
          {"run", "p.yaml"},
          {"validate", large.toString()},
          {"run", "p.yaml", "--input", small.toString()},
          {"run", "p.yaml", "-i" + small, "--output", large.toString()},
          {"run", "p.yaml", "--input", "-"}
        }) {
      String output = run(home.resolve("bin/conveyor"), "17.0.15", words).output();
      assertTrue(output.contains(quick), output);
    }
    for (String[] words :
        new String[][] {
          {"run", "p.yaml", "--input", large.toString()},
          {"run", "--input=" + large, "p.yaml"},
          {"run", "p.yaml", "-i", temp + "/*.gz"}
        }) {
      String output = run(home.resolve("bin/conveyor"), "17.0.15", words).output();
      assertFalse(output.contains(quick), output);
    }
  }

  @Test
  void refusesAJdkBefore17() throws Exception {
    for (String version : List.of("1.8.0_402", "11.0.2", "16")) {
      Command.Outcome outcome = run(home.resolve("bin/conveyor"), version);

      assertEquals(2, outcome.exitCode());
      assertEquals(
          "conveyor: %s/bin/java is Java %s, must be 17 or newer: set JAVA_HOME\n"
              .formatted(jdk, version),
          outcome.errors());
    }
  }

  @Test
  void namesAJavaHomeWithoutJava() throws Exception {
    Command.Outcome outcome =
        Command.of(home.resolve("bin/conveyor")).with("JAVA_HOME", "/nowhere").run();

    assertEquals(2, outcome.exitCode());
    assertEquals(
        "conveyor: JAVA_HOME is /nowhere, but there is no bin/java in it\n", outcome.errors());
  }

  @Test
  void silencesTheWarningsOfNewerJdksOnlyThere() throws Exception {
    String option = "--sun-misc-unsafe-memory-access=allow";

    assertFalse(run(home.resolve("bin/conveyor"), "17.0.15").output().contains(option));
    assertTrue(run(home.resolve("bin/conveyor"), "25").output().contains(option));
  }

  @Test
  void makesAnArchiveForEachJdkAndStartsFromIt() throws Exception {
    for (String version : List.of("17.0.15", "25")) {
      String expected =
          "<-XX:SharedArchiveFile=%s/lib/archives/%s/launcher.jsa>".formatted(home, version);

      assertTrue(run(home.resolve("bin/conveyor"), version).output().contains(expected));
    }
    try (Stream<Path> archives = Files.list(home.resolve("lib/archives"))) {
      assertEquals(2, archives.count());
    }
  }

  /** Which hold nearly all that it loads: what is missing takes most of its start. */
  @Test
  void startsFromArchives() throws Exception {
    Path installed = temp.resolve("installed");
    Command.shell("cp -r '%s' '%s'; rm -rf '%2$s'/lib/archives".formatted(DISTRIBUTION, installed))
        .in(temp)
        .run();
    Path log = temp.resolve("log");
    for (String what : List.of("--version", "validate examples/word-count.yaml")) {
      Command.Outcome outcome =
          Command.of(installed.resolve("bin/conveyor"), what.split(" "))
              .in(installed)
              .with("JAVA_HOME", System.getProperty("java.home"))
              .with("CONVEYOR_OPTS", "-Xlog:class+load:file=" + log)
              .run();
      assertEquals(0, outcome.exitCode(), outcome.errors());
      List<String> loaded = Files.readAllLines(log);
      List<String> others =
          loaded.stream().filter(line -> !line.contains("shared objects file")).toList();
      // Without archives it is two thirds.
      assertTrue(others.size() < loaded.size() / 5, () -> what + ": " + others);
    }
    Path archives = installed.resolve("lib/archives").resolve(Runtime.version().toString());
    for (String name : List.of("launcher.jsa", "worker.jsa")) {
      assertTrue(Files.exists(archives.resolve(name)), name);
    }
  }

  @Test
  void nobodyElseCanChangeTheArchiveWhateverTheUmask() throws Exception {
    runWithUmask("000");
    try (Stream<Path> all = Files.walk(home.resolve("lib/archives"))) {
      for (Path each : all.toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
        assertTrue(mode.matches(".{4}-..-."), each + " " + mode);
      }
    }
  }

  @Test
  void usersCanUseTheirOwnFilesWhateverTheUmask() throws Exception {
    script(jdk.resolve("bin/java"), "umask");
    assertEquals("0077\n", runWithUmask("777"));
    assertEquals("0027\n", runWithUmask("027"));
  }

  private String runWithUmask(String umask) throws Exception {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    String line = "umask %s; exec '%s'".formatted(umask, home.resolve("bin/conveyor"));
    return Command.of(List.of("bash", "-c", line)).with("JAVA_HOME", jdk.toString()).run().output();
  }

  @Test
  void startsWithoutAnArchiveWhereItCannotBeMade() throws Exception {
    Files.createFile(home.resolve("lib/archives"));

    Command.Outcome outcome = run(home.resolve("bin/conveyor"), "17.0.15");

    assertEquals(0, outcome.exitCode());
    assertFalse(outcome.output().contains("SharedArchiveFile"), outcome.output());
  }

  @Test
  void givesTheLauncherWhatTheQueueNeeds() throws Exception {
    String output = run(home.resolve("bin/conveyor"), System.getProperty("java.version")).output();
    List<String> given =
        Stream.concat(
                Files.readString(DISTRIBUTION.resolve("lib/jvm.args")).lines().map(String::strip),
                output.lines().map(word -> word.substring(1, word.length() - 1)))
            .toList();

    assertTrue(
        given.containsAll(QueueJvmFlags.list()), () -> QueueJvmFlags.list() + " in " + given);
  }

  @Test
  void carriesTheDocumentedJarsAndNoOthers() throws IOException {
    List<String> sections =
        List.of(Files.readString(ROOT.resolve("docs/dependencies.md")).split("\n## "));

    assertAll(
        () -> assertEquals(documented(sections, "(`lib/worker`)"), jars("lib/worker")),
        () -> assertEquals(documented(sections, "(`lib/launcher`)"), jars("lib/launcher")));
  }

  private Command.Outcome run(Path command, String javaVersion, String... arguments)
      throws IOException, InterruptedException {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + javaVersion + "\"\n");
    return Command.of(command, arguments).with("JAVA_HOME", jdk.toString()).run();
  }

  private static Set<String> documented(List<String> sections, String title) {
    String section =
        sections.stream().filter(part -> part.contains(title)).findFirst().orElseThrow();
    Matcher row = Pattern.compile("(?m)^\\| `([^`]+)` \\|").matcher(section);
    return row.results().map(match -> match.group(1)).collect(toCollection(TreeSet::new));
  }

  private static Set<String> jars(String directory) throws IOException {
    try (Stream<Path> jars = Files.list(DISTRIBUTION.resolve(directory))) {
      return jars.map(jar -> jar.getFileName().toString().replaceFirst("-\\d.*", ""))
          .collect(toCollection(TreeSet::new));
    }
  }

  static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }
}
