package io.conveyor.cli.doctor;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** What this JVM is like, which those of workers are like, too. */
final class JvmChecks {

  private JvmChecks() {}

  static Finding java() {
    String found =
        "%s (%s), %s"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vendor"),
                System.getProperty("java.home"));
    return ToolProvider.getSystemJavaCompiler() != null
        ? Finding.ok("java", found)
        : Finding.warn(
            "java",
            found + ": has no compiler, so 'sources' of pipeline files cannot be compiled",
            "install a JDK, 17 or newer, and set JAVA_HOME to it");
  }

  /** Without it all runs, in twice the time to start. */
  static Finding archive() {
    String named = System.getProperty("conveyor.worker.archive");
    Path archive = named == null ? null : Path.of(named);
    if (archive != null && Files.isReadable(archive)) {
      return Finding.ok("archive", archive + ": JVMs start in half the time");
    }
    return Finding.warn(
        "archive",
        "no archive of classes for this JDK, so each JVM takes about twice as long to start",
        archive == null
            ? "start conveyor by its script, which makes one"
            : "run any command once as a user who may write to " + archive.getParent());
  }

  /** JDK 17 reads file names by the locale. */
  static Finding encoding() {
    String names = System.getProperty("sun.jnu.encoding", "");
    boolean isUtf8 =
        Charset.isSupported(names) && Charset.forName(names).equals(StandardCharsets.UTF_8);
    return isUtf8
        ? Finding.ok("locale", names)
        : Finding.warn(
            "locale",
            "file names are read as %s, so those with other characters cannot be opened"
                .formatted(names),
            "set LC_ALL=C.UTF-8, or another locale of UTF-8");
  }
}
