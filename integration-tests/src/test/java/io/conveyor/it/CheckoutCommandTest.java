package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command of a checkout, with a Maven that only pretends to build. */
class CheckoutCommandTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final String BUILDING = "conveyor: building (once, or after a change) ...\n";

  /** Long enough for a second one to come meanwhile, and seen in a count of builds. */
  private static final String MAVEN =
      """
      echo "what Maven says"
      echo built >> builds
      [ ! -e broken ] || exit 1
      sleep 0.3
      mkdir -p conveyor-launcher/target/distribution/bin
      printf '#!/bin/sh\\necho "ran $*"\\n' > conveyor-launcher/target/distribution/bin/conveyor
      chmod +x conveyor-launcher/target/distribution/bin/conveyor
      touch conveyor-launcher/target/distribution.built\
      """;

  @TempDir private Path temp;
  private Path checkout;
  private Path source;

  @BeforeEach
  void checkOutUnderAPathWithSpaces() throws IOException {
    checkout = temp.resolve("my projects/conveyor");
    source = checkout.resolve("conveyor-api/src/main/java/Pipeline.java");
    for (Path file :
        List.of(
            checkout.resolve("pom.xml"),
            checkout.resolve("conveyor-api/pom.xml"),
            checkout.resolve(".mvn/jvm.config"),
            source)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
    Files.createDirectories(checkout.resolve("bin"));
    Files.copy(ROOT.resolve("bin/conveyor"), checkout.resolve("bin/conveyor"));
    DistributionTest.script(temp.resolve("path/mvn"), MAVEN);
  }

  @Test
  void buildsOnFirstUseAndSaysSoInOneLine() throws Exception {
    assertEquals(new Command.Outcome(0, "ran a b\n", BUILDING), conveyor("a", "b"));
    assertEquals(new Command.Outcome(0, "ran c\n", ""), conveyor("c"));
    assertEquals(1, builds());
  }

  @Test
  void buildsAgainAfterAChange() throws Exception {
    conveyor();
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));

    assertEquals(BUILDING, conveyor().errors());
  }

  @Test
  void buildsNothingForAShellThatCompletesAWord() throws Exception {
    assertEquals(new Command.Outcome(0, "", ""), conveyor("complete", "run"));
    assertFalse(Files.exists(checkout.resolve("builds")));
    conveyor();
    assertEquals(new Command.Outcome(0, "ran complete run\n", ""), conveyor("complete", "run"));
  }

  @Test
  void buildsOnceForTwoWhoComeAtTheSameTime() throws Exception {
    ExecutorService users = Executors.newFixedThreadPool(2);
    try {
      Callable<Command.Outcome> use = this::conveyor;
      for (Future<Command.Outcome> outcome : users.invokeAll(List.of(use, use))) {
        assertEquals("ran \n", outcome.get().output());
      }
    } finally {
      users.shutdownNow();
    }
    assertEquals(1, builds());
  }

  @Test
  void showsWhatMavenSaidWhenTheBuildFails() throws Exception {
    Files.writeString(checkout.resolve("broken"), "");

    assertEquals(
        new Command.Outcome(1, "", BUILDING + "what Maven says\nconveyor: the build failed\n"),
        conveyor());
  }

  @Test
  void findsItsCheckoutThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("link"), checkout.resolve("bin/conveyor"));

    assertEquals("ran x\n", run(link, "x").output());
    assertTrue(Files.exists(checkout.resolve("builds")));
  }

  private Command.Outcome conveyor(String... arguments) throws IOException, InterruptedException {
    return run(checkout.resolve("bin/conveyor"), arguments);
  }

  private Command.Outcome run(Path command, String... arguments)
      throws IOException, InterruptedException {
    return Command.of(command, arguments)
        .in(temp)
        .with("PATH", temp.resolve("path") + ":" + System.getenv("PATH"))
        .run();
  }

  private long builds() throws IOException {
    try (var lines = Files.lines(checkout.resolve("builds"))) {
      return lines.count();
    }
  }
}
