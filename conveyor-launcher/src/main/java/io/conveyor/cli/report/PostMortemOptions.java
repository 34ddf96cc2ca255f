package io.conveyor.cli.report;

import io.conveyor.ConveyorException;
import io.conveyor.Pipeline;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Controls;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says what is kept of a run that fails. */
public final class PostMortemOptions {

  @Option(
      names = "--post-mortem",
      paramLabel = "DIR",
      description =
          "Keeps what is known of a run that fails in a new directory in DIR. Default:"
              + " conveyor-failures-USER, where temporary files are.")
  private @Nullable Path parent;

  @Option(names = "--no-post-mortem", description = "Keeps nothing of a run that fails.")
  private boolean none;

  @Option(
      names = "--no-payload",
      description = "Keeps no blocks of a run that fails, with all else that is known of it.")
  private boolean noPayload;

  /** Sets it for a pipeline whose engine can do it. */
  public void applyTo(Pipeline pipeline) {
    if (!none && pipeline.engine().equals(Pipeline.PROCESSES)) {
      Path given = parent;
      Path before = pipeline.processes().postMortem();
      Path place = given != null ? given : before != null ? before : byDefault();
      pipeline.processes(p -> p.postMortem(place));
      if (noPayload) {
        pipeline.processes(p -> p.payload(false));
      }
    }
  }

  private static Path byDefault() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "conveyor-failures-" + System.getProperty("user.name"));
  }

  /** Says where what is known of a failure is kept, if it is. */
  public static void sayWhere(ConveyorException failure, Console console) {
    failure
        .postMortem()
        .ifPresent(
            directory ->
                console.fail(
                    "conveyor: what is known of it is kept: conveyor report "
                        + Controls.name(directory.toString())));
  }
}
