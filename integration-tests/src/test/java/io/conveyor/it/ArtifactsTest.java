package io.conveyor.it;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is published, and a user's own Maven project that depends on it. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class ArtifactsTest {

  private static final Map<String, String> MODULES =
      Map.of(
          "conveyor-api", "io.conveyor",
          "conveyor-worker", "io.conveyor.worker",
          "conveyor-launcher", "io.conveyor.launcher",
          "conveyor-junit", "io.conveyor.junit");

  private static final Path REPOSITORY = Path.of(System.getProperty("maven.repository", ""));
  private static final Path MAVEN = Path.of(System.getProperty("maven.home", ""), "bin", "mvn");

  @TempDir private Path temp;
  private String version;

  @BeforeEach
  void readVersion() throws IOException {
    version = versionOf(Command.ROOT.resolve("pom.xml"));
    for (String module : MODULES.keySet()) {
      assumeTrue(Files.exists(built(module, "")), "not packaged: run 'mvn verify'");
    }
  }

  @AfterEach
  void removeLinks() throws IOException {
    Links.remove(temp);
  }

  private static String versionOf(Path pom) throws IOException {
    Matcher version = Pattern.compile("<version>(.+)</version>").matcher(Files.readString(pom));
    assertTrue(version.find(), pom::toString);
    return version.group(1);
  }

  private Path built(String module, String kind) {
    Path target = Command.ROOT.resolve(module).resolve("target");
    return target.resolve("%s-%s%s.jar".formatted(module, version, kind));
  }

  @Test
  void carrySourcesDocumentationAndTheNameOfTheirModule() throws IOException {
    for (Map.Entry<String, String> module : MODULES.entrySet()) {
      try (JarFile jar = new JarFile(built(module.getKey(), "").toFile());
          JarFile sources = new JarFile(built(module.getKey(), "-sources").toFile());
          JarFile documentation = new JarFile(built(module.getKey(), "-javadoc").toFile())) {
        assertEquals(
            module.getValue(),
            jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"));
        List<String> classes = topLevelClasses(jar);
        assertFalse(classes.isEmpty());
        for (String type : classes) {
          assertTrue(sources.getEntry(type + ".java") != null, () -> type + " in " + sources);
        }
        assertTrue(documentation.getEntry("index.html") != null, documentation::getName);
      }
    }
  }

  private static List<String> topLevelClasses(JarFile jar) {
    return jar.stream()
        .map(entry -> entry.getName())
        .filter(name -> name.endsWith(".class") && !name.contains("$"))
        .map(name -> name.substring(0, name.length() - ".class".length()))
        .toList();
  }

  @Test
  void areOfOneVersionInAllPlacesThatTellIt() throws IOException {
    assertEquals(version, versionOf(Command.ROOT.resolve("conveyor-api/bom/pom.xml")));
    Pattern told = Pattern.compile("conveyor-bom(?:</artifactId>\\s*<version>|:)([^<\"\\s]+)");
    for (String page : List.of("README.md", "docs/java.md", "examples/java-project/pom.xml")) {
      Matcher each = told.matcher(Files.readString(Command.ROOT.resolve(page)));
      assertTrue(each.find(), () -> page + " has no coordinates");
      do {
        assertEquals(version, each.group(1), page);
      } while (each.find());
    }
  }

  /** Workers find their classes though no jar lies where a distribution has it. */
  @Test
  void areAllThatAProjectOfAUserNeeds() throws Exception {
    assumeTrue(Files.exists(MAVEN), "not run by Maven");
    install();
    Path project = temp.resolve("project");
    copy(Command.ROOT.resolve("examples/java-project"), project);

    Command.Outcome run = maven(project);
    assertEquals(0, run.exitCode(), run::toString);
    assertEquals("==\n======\n====\n", withoutColours(run.output()), run::toString);

    Command.Outcome told = maven(project, "-Dexec.executable=echo", "-Dexec.args=%classpath");
    assertEquals(
        distributed(), jars(withoutColours(told.output())), "dependencies of a user's project");
  }

  /** Maven ends with a command to the terminal, also where there is none. */
  private static String withoutColours(String text) {
    return text.replaceAll("\u001b\\[[\\d;]*m", "");
  }

  private Command.Outcome maven(Path project, String... more) throws Exception {
    Command command = Command.of(MAVEN, "-B", "-o", "-q", "-Dstyle.color=never");
    return command
        .and("-Dmaven.repo.local=" + repository())
        .and(more)
        .and("compile", "exec:exec")
        .in(project)
        .with("JAVA_HOME", System.getProperty("java.home"))
        .with("PATH", System.getProperty("java.home") + "/bin:" + System.getenv("PATH"))
        .run();
  }

  private Path repository() {
    return temp.resolve("repository");
  }

  /**
   * Makes a repository that has what the repository of this build has, by links, but of Conveyor
   * only what {@code mvn install} puts there.
   */
  private void install() throws IOException {
    Links.toEntriesOf(REPOSITORY, repository(), "io");
    Links.toEntriesOf(REPOSITORY.resolve("io"), repository().resolve("io"), "conveyor");
    install("conveyor", Command.ROOT);
    install("conveyor-bom", Command.ROOT.resolve("conveyor-api/bom"));
    for (String module : MODULES.keySet()) {
      Path to = install(module, Command.ROOT.resolve(module));
      Files.copy(built(module, ""), to.resolve(built(module, "").getFileName()));
    }
  }

  private Path install(String artifact, Path from) throws IOException {
    Path to = repository().resolve("io/conveyor").resolve(artifact).resolve(version);
    Files.createDirectories(to);
    Files.copy(from.resolve("pom.xml"), to.resolve("%s-%s.pom".formatted(artifact, version)));
    return to;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(each -> !each.startsWith(from.resolve("target"))).toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static Set<String> jars(String classpath) {
    return Stream.of(classpath.trim().split(":"))
        .filter(entry -> entry.endsWith(".jar"))
        .map(entry -> entry.substring(entry.lastIndexOf('/') + 1))
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> distributed() throws IOException {
    Path lib = Command.ROOT.resolve("conveyor-launcher/target/distribution/lib");
    try (Stream<Path> files = Files.walk(lib)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .collect(toCollection(TreeSet::new));
    }
  }
}
