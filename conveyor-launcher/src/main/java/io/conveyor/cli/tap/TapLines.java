package io.conveyor.cli.tap;

import io.conveyor.BlockId;
import io.conveyor.cli.formats.Json;
import io.conveyor.cli.letters.LetterBlocks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Blocks as lines of JSON, written together. */
final class TapLines {

  private final OutputStream out;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  TapLines(OutputStream out) {
    this.out = out;
  }

  /** Adds a block, as a text if it cannot be written as JSON. */
  void add(TapPoint point, int worker, int run, long sequence, Object block) {
    @Nullable Object tree = Json.tree(block);
    add(
        point,
        worker,
        run,
        sequence,
        Map.of("block", tree != null ? tree : LetterBlocks.text(block)));
  }

  /** Adds a block that cannot be decoded. */
  void addUndecoded(TapPoint point, int worker, int run, long sequence, long bytes, String why) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("undecoded", why);
    values.put("bytes", bytes);
    add(point, worker, run, sequence, values);
  }

  private void add(TapPoint point, int worker, int run, long sequence, Map<String, Object> shown) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("stage", point.stage());
    values.put("port", point.port().name().toLowerCase(Locale.ROOT));
    if (worker >= 0) {
      values.put("worker", worker);
    }
    values.put("run", run);
    values.put("id", new BlockId(point.pipe().id(), sequence).toString());
    values.putAll(shown);
    lines.writeBytes(Json.write(values, Map.of()));
    lines.write('\n');
  }

  void flush() throws IOException {
    if (lines.size() > 0) {
      lines.writeTo(out);
      lines.reset();
    }
  }
}
