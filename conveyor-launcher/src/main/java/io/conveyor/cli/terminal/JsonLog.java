package io.conveyor.cli.terminal;

import io.conveyor.cli.formats.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What goes to stderr as JSON, an object on each line, for what collects logs. For one thread at a
 * time.
 *
 * <pre>
 *   said by the command    at level message
 *   logged                 at level logger message
 *   printed by a job       at level stage worker message, and logger if it was logged
 *   an event               at level event, and what the event has
 * </pre>
 */
final class JsonLog {

  private static final Pattern LOGGED =
      Pattern.compile("(TRACE|DEBUG|INFO|WARN|ERROR) (\\S+) - (.*)");

  private static final Pattern OF_WORKER = Pattern.compile("\\[[^]]*?(?:/(\\d+))?] (.*)");

  private static final String OURS = "conveyor: ";

  /** What each writer has begun and not ended. */
  private final Map<Object, ByteArrayOutputStream> begun = new HashMap<>();

  /** Returns a message of the command's. */
  byte[] said(String level, String message) {
    Map<String, Object> fields = fields(level);
    fields.put("message", message.startsWith(OURS) ? message.substring(OURS.length()) : message);
    return line(fields);
  }

  /** Returns an event. */
  byte[] event(String level, Map<String, Object> of) {
    Map<String, Object> fields = fields(level);
    fields.putAll(of);
    return line(fields);
  }

  /**
   * Adds to what a writer has written; returns the lines that are whole now.
   *
   * @param stage the stage whose job printed it; null if none did
   */
  byte[] written(Object writer, @Nullable String stage, byte[] bytes) {
    ByteArrayOutputStream line =
        begun.computeIfAbsent(writer, ignored -> new ByteArrayOutputStream());
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte each : bytes) {
      if (each == '\n') {
        whole.writeBytes(printed(stage, line.toString(StandardCharsets.UTF_8)));
        line.reset();
      } else {
        line.write(each);
      }
    }
    return whole.toByteArray();
  }

  private static byte[] printed(@Nullable String stage, String text) {
    if (text.isBlank()) {
      return new byte[0];
    }
    Matcher ofWorker = OF_WORKER.matcher(text);
    boolean labelled = stage != null && ofWorker.matches();
    String line = labelled ? ofWorker.group(2) : text;
    Matcher logged = LOGGED.matcher(line);
    boolean isLogged = logged.matches();
    Map<String, Object> fields = fields(isLogged ? logged.group(1) : "info");
    if (stage != null) {
      fields.put("stage", stage);
    }
    if (labelled && ofWorker.group(1) != null) {
      fields.put("worker", Integer.valueOf(ofWorker.group(1)));
    }
    if (isLogged) {
      fields.put("logger", logged.group(2));
    }
    fields.put("message", isLogged ? logged.group(3) : line);
    return line(fields);
  }

  private static Map<String, Object> fields(String level) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    fields.put("level", level.toLowerCase(Locale.ROOT));
    return fields;
  }

  private static byte[] line(Map<String, Object> fields) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes(Json.write(fields, Map.of()));
    line.write('\n');
    return line.toByteArray();
  }
}
