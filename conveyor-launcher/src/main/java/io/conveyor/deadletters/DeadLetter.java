package io.conveyor.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.conveyor.RemoteException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a block that was put aside.
 *
 * @param version of this description
 * @param id names it in its directory
 * @param time when it was put aside, in ISO 8601
 * @param pipeline the pipeline's name
 * @param stage the stage that could not do it
 * @param worker which worker of the stage, from 0
 * @param run the run of the pipeline, from 1
 * @param block the block's id within the open pipeline: pipe and sequence number
 * @param attempts how often it was tried
 * @param exception what the job threw at last, if it threw
 * @param deaths how its workers died of it, if they did
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"version", "id", "time", "pipeline", "stage", "worker", "run", "block"})
public record DeadLetter(
    int version,
    String id,
    String time,
    String pipeline,
    String stage,
    int worker,
    long run,
    String block,
    int attempts,
    @Nullable Thrown exception,
    List<String> deaths) {

  static final int VERSION = 1;

  /** Creates a description, copying the list. */
  public DeadLetter {
    deaths = deaths == null ? List.of() : List.copyOf(deaths);
  }

  /**
   * A throwable of the job.
   *
   * @param type its class
   * @param message its message, if it had one
   * @param trace its stack trace and causes, as Java prints them
   */
  public record Thrown(String type, @Nullable String message, String trace) {

    static Thrown of(RemoteException remote) {
      StringWriter trace = new StringWriter();
      remote.printStackTrace(new PrintWriter(trace, true));
      return new Thrown(remote.type(), remote.getMessage(), trace.toString());
    }
  }

  /** Returns why it was put aside, in a line. */
  public String reason() {
    Thrown thrown = exception;
    if (thrown != null) {
      return thrown.message() == null ? thrown.type() : thrown.type() + ": " + thrown.message();
    }
    return deaths.isEmpty()
        ? "unknown"
        : deaths.get(deaths.size() - 1).lines().findFirst().orElse("");
  }
}
