package io.conveyor.processes.rundir;

import io.conveyor.worker.plan.WorkerPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Identifies what does a run, so that it is resumed by the same and nothing else. */
public final class Fingerprint {

  private Fingerprint() {}

  /**
   * Returns digests, by what they are of.
   *
   * @param plans what all participants do
   * @param classpath where workers find their classes; what counts is what is there, not where
   * @param codec how blocks are encoded
   */
  public static Map<String, String> of(List<WorkerPlan> plans, List<Path> classpath, String codec)
      throws IOException {
    Map<String, String> all = new TreeMap<>();
    all.put("the encoding of blocks", codec);
    for (WorkerPlan plan : plans) {
      String worker = plan.workers() == 1 ? "" : ", worker " + plan.worker();
      all.put(
          "stage '%s'%s".formatted(plan.stage(), worker), hex(digest().digest(plan.identity())));
    }
    for (int i = 0; i < classpath.size(); i++) {
      Path entry = classpath.get(i);
      if (Files.exists(entry)) {
        String name = Files.isRegularFile(entry) ? " (" + entry.getFileName() + ")" : "";
        all.put("class path entry %d%s".formatted(i + 1, name), of(entry));
      }
    }
    return all;
  }

  /**
   * Returns what is different now, for a message; empty if nothing is.
   *
   * @param before what a run was begun with
   * @param now what there is now, by what it is of
   */
  static String differences(Properties before, Map<String, String> now) {
    Map<String, String> all = new TreeMap<>(now);
    before.stringPropertyNames().forEach(name -> all.putIfAbsent(name, ""));
    return all.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(before.getProperty(entry.getKey(), "")))
        .map(entry -> entry.getKey() + change(before, entry))
        .collect(Collectors.joining("; "));
  }

  private static String change(Properties before, Map.Entry<String, String> entry) {
    if (!before.containsKey(entry.getKey())) {
      return " is new";
    }
    return entry.getValue().isEmpty() ? " is gone" : " has changed";
  }

  private static String of(Path entry) throws IOException {
    MessageDigest digest = digest();
    if (Files.isRegularFile(entry)) {
      add(entry, digest);
      return hex(digest.digest());
    }
    try (Stream<Path> files = Files.walk(entry)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(entry.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        add(file, digest);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return hex(digest.digest());
  }

  private static void add(Path file, MessageDigest digest) throws IOException {
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
