package io.conveyor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that cannot have an effect beside the others are refused. */
class IdleOptionsTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--sync 5s | --sync: only a run with --dir is synced",
        "--resume | --resume: say with --dir where the run is",
        "--csv-separator ; | --csv-separator: neither inputs nor results are csv; say so with",
        "--csv-separator ; --output-format tsv | --csv-separator: neither inputs nor results are csv",
        "--csv-quote ' | --csv-quote: neither inputs nor results are csv or tsv",
        "--input-format jsonl | --input-format: the inputs are those under 'input' in the pipeline"
      })
  void areRefused(String options, String said) throws IOException {
    Path file = directory.resolve("p.yaml");
    Files.writeString(file, "engine: sequential\nstages: [{processor: identity}]\ninput: [1]\n");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words =
        Stream.concat(Stream.of("run", file.toString()), Stream.of(options.split(" ")))
            .toArray(String[]::new);
    int exitCode =
        Main.run(words, InputStream.nullInputStream(), OutputStream.nullOutputStream(), err);
    String errors = err.toString(StandardCharsets.UTF_8);
    assertEquals(2, exitCode, errors);
    assertTrue(errors.startsWith("conveyor: " + said), errors);
  }
}
