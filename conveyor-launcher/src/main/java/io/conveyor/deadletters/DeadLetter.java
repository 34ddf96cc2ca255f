package io.conveyor.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.conveyor.RemoteException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a block that became a dead letter.
 *
 * @param version of this description
 * @param id names it in its directory
 * @param time when it became a dead letter, in ISO 8601
 * @param pipeline the pipeline's name
 * @param stage the stage that could not do it
 * @param worker which worker of the stage, from 0
 * @param run the run of the pipeline, from 1
 * @param block the block's id within the open pipeline: pipe and sequence number
 * @param attempts how often it was tried, in all
 * @param exception what the job threw at last, if it threw
 * @param deaths how its workers died of it, if they did
 * @param crashFile the last crash report of their JVMs, a file of the same directory, if there is
 *     one
 * @param earlier what became of it before it was retried
 * @param codec what its block was encoded by
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
    List<String> deaths,
    @Nullable String crashFile,
    List<Earlier> earlier,
    String codec) {

  static final int VERSION = 1;

  private static final Pattern BLOCK = Pattern.compile("[0-9A-Za-z_.#:-]{1,100}[:.]\\d{1,18}");

  /** Creates a description, copying the lists. */
  public DeadLetter {
    deaths = deaths == null ? List.of() : List.copyOf(deaths);
    earlier = earlier == null ? List.of() : List.copyOf(earlier);
  }

  /**
   * What was known of a block before it was retried, and failed again.
   *
   * @param time when it became a dead letter
   * @param attempts how often it had been tried by then
   * @param reason why
   */
  public record Earlier(String time, int attempts, String reason) {}

  /**
   * Returns what is wrong with a letter that was read, or null.
   *
   * @param file what its file is called, but for the end
   */
  @Nullable String wrong(String file) {
    if (version != VERSION || !file.equals(id)) {
      return "version %d, id '%s'; expected %d, '%s'".formatted(version, id, VERSION, file);
    }
    if (time == null || pipeline == null || stage == null || codec == null) {
      return "time, pipeline, stage or codec is missing";
    }
    if (block == null || !BLOCK.matcher(block).matches()) {
      return "block '%s', expected numbers such as 3:17".formatted(block);
    }
    return exception == null || (exception.type() != null && exception.trace() != null)
        ? null
        : "an exception without type or trace";
  }

  /** Returns which input of its run the block was, from 0, if its stage was the first. */
  long position() {
    return Long.parseLong(
        block.substring(1 + Math.max(block.lastIndexOf(':'), block.lastIndexOf('.'))));
  }

  /** Returns what is known now of the block of an earlier letter, under that one's name. */
  DeadLetter again(DeadLetter before) {
    List<Earlier> all = new ArrayList<>(before.earlier);
    all.add(new Earlier(before.time, before.attempts, before.reason()));
    return new DeadLetter(
        version,
        before.id,
        time,
        pipeline,
        stage,
        worker,
        before.run,
        before.block,
        before.attempts + attempts,
        exception,
        deaths,
        crashFile == null ? null : before.id + DeadLetterDirectory.CRASH,
        all,
        codec);
  }

  /**
   * A throwable of the job.
   *
   * @param type its class
   * @param message its message, if it had one
   * @param trace its stack trace and causes, as Java prints them
   */
  public record Thrown(String type, @Nullable String message, String trace) {

    static Thrown of(RemoteException remote, UnaryOperator<String> masking) {
      StringWriter trace = new StringWriter();
      remote.printStackTrace(new PrintWriter(trace, true));
      String message = remote.getMessage();
      return new Thrown(
          remote.type(),
          message == null ? null : masking.apply(message),
          masking.apply(trace.toString()));
    }
  }

  /** Returns why it became a dead letter, in a line. */
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
