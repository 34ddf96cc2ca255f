package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The report in a real browser, where Chromium is on the path. */
@ExtendWith(LeavesNothingBehind.class)
@EnabledIf("isThere")
@Tag("thorough")
class ReportPageTest {

  @TempDir private Path scratch;

  static boolean isThere() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "chromium")));
  }

  /** Returns the page as it is when its script has run. */
  private String rendered(Path page) throws IOException, InterruptedException {
    Path errors = scratch.resolve("chromium.log");
    Process chromium =
        new ProcessBuilder(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--user-data-dir=" + scratch.resolve("profile"),
                "--enable-logging=stderr",
                "--dump-dom",
                page.toUri().toString())
            .redirectError(errors.toFile())
            .start();
    String dom = new String(chromium.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, chromium.waitFor(), Files.readString(errors));
    String console = Files.readString(errors);
    assertFalse(console.contains("CONSOLE"), "the page logged an error: " + console);
    return dom;
  }

  @Test
  void showsAWorkersDeathAndHostileTextAsText() throws Exception {
    Path pipeline =
        Files.writeString(
            scratch.resolve("p.yaml"),
            """
            name: hostile
            stages:
              - processor: Integer::parseInt
                name: parse
                on-error: skip
              - processor: Deadly::once
                name: deadly
            sources: Deadly.java
            """);
    Files.writeString(
        scratch.resolve("Deadly.java"),
        """
        import java.nio.file.Files;
        import java.nio.file.Path;

        public class Deadly {
          static int once(int block) throws Exception {
            Path mark = Path.of("%s");
            if (block == 2 && Files.notExists(mark)) {
              Files.createFile(mark);
              Runtime.getRuntime().halt(9);
            }
            return block;
          }
        }
        """
            .formatted(scratch.resolve("mark")));
    Path page = scratch.resolve("r.html");
    Command.Outcome outcome =
        InProcess.run(
            "1\n<i>two</i>\n2\n3\n", "run", pipeline.toString(), "-q", "--report", page.toString());
    assertEquals(0, outcome.exitCode(), outcome.errors());

    String dom = rendered(page);
    String body = dom.substring(0, dom.indexOf("<script id=\"data\""));
    assertTrue(body.contains("Completed"), body);
    assertTrue(body.contains("&lt;i&gt;two&lt;/i&gt;"), body);
    assertFalse(body.contains("<i>two"), body);
    assertTrue(body.contains("worker died"), body);
    assertTrue(body.contains("worker replaced"), body);
    assertTrue(body.contains("<canvas"), "strips and charts are drawn");
    assertTrue(body.contains("class=\"uplot"), "charts are drawn");
  }
}
