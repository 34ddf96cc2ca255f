package io.conveyor.processes.postmortem;

import io.conveyor.ConveyorException;
import io.conveyor.RemoteException;
import io.conveyor.RunReport;
import io.conveyor.WorkerDiedException;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.mapped.Room;
import io.conveyor.processes.child.Child;
import io.conveyor.secret.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what is known of a run that fails. Nothing that goes wrong here hides the failure. */
public final class PostMortem {

  private static final Logger LOG = LoggerFactory.getLogger(PostMortem.class);

  private final Path parent;
  private final Scene scene;

  /**
   * Creates what keeps failures.
   *
   * @param parent where the directories are made
   * @param scene what there is to look at
   */
  public PostMortem(Path parent, Scene scene) {
    this.parent = parent;
    this.scene = scene;
  }

  /**
   * Keeps what is known, and says in the failure where.
   *
   * @param failure what the run fails with
   * @param report what it has done
   */
  public void keep(ConveyorException failure, RunReport report) {
    try {
      Path directory = KeptFailures.make(parent, scene.pipeline());
      failure.keptIn(directory);
      keep(failure, report, directory);
    } catch (IOException | RuntimeException e) {
      String why = e instanceof IOException io ? Room.why(io, parent) : e.toString();
      LOG.warn("what is known of the failure cannot be kept in {}: {}", parent, why);
    }
  }

  private void keep(ConveyorException failure, RunReport report, Path directory)
      throws IOException {
    List<Child> workers = scene.supervision().askedForStacks();
    write(directory.resolve("failure.txt"), trace(failure));
    write(directory.resolve("report.json"), FailureFields.of(scene, failure, report, workers));
    Path texts = PrivateFiles.createDirectory(directory.resolve("workers"));
    for (Child worker : workers) {
      write(texts.resolve(WorkerText.fileName(worker)), WorkerText.of(worker, scene.counters()));
    }
    keepCrashes(directory.resolve("crashes"));
    if (scene.processes().payload()) {
      new BlocksAtHand(scene).keep(failure, directory.resolve("blocks"));
    }
  }

  /** What a job threw has the frames of its author; the way to them through the engine is noise. */
  private static String trace(ConveyorException failure) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.println(failure.getMessage());
    Throwable shown = failure instanceof WorkerDiedException ? null : failure;
    Throwable cause = failure.getCause();
    shown = cause instanceof RemoteException ? cause : shown;
    if (shown != null) {
      out.println();
      shown.printStackTrace(out);
    }
    for (Throwable earlier : failure.getSuppressed()) {
      out.println();
      out.println("before that: " + earlier.getMessage());
    }
    return text.toString();
  }

  private void keepCrashes(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(scene.directory())) {
      for (Path file : files.filter(PostMortem::isCrash).toList()) {
        if (Files.notExists(directory)) {
          PrivateFiles.createDirectory(directory);
        }
        write(directory.resolve(file.getFileName()), Files.readString(file));
      }
    }
  }

  private static boolean isCrash(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".log") && (name.startsWith("hs_err_") || name.startsWith("crash-"));
  }

  private void write(Path file, String text) throws IOException {
    String masked = Secrets.maskedProperties(scene.settings().masking().apply(text));
    PrivateFiles.write(file, masked.getBytes(StandardCharsets.UTF_8));
  }
}
