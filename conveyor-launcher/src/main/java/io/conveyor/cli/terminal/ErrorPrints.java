package io.conveyor.cli.terminal;

import io.conveyor.spi.StagePrints;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What stands for {@link System#err}: what libraries and the launcher say cannot control a
 * terminal; what jobs print may set colours.
 */
final class ErrorPrints extends PrintStream implements StagePrints {

  private final Function<String, OutputStream> ofStage;
  private final Map<String, PrintStream> streams = new ConcurrentHashMap<>();

  /**
   * Creates the stream.
   *
   * @param said takes what libraries and the launcher say
   * @param ofStage makes what takes the prints of a stage
   */
  ErrorPrints(OutputStream said, Function<String, OutputStream> ofStage) {
    super(said, true, StandardCharsets.UTF_8);
    this.ofStage = ofStage;
  }

  @Override
  public PrintStream of(String stage, String label) {
    return streams.computeIfAbsent(
        stage, name -> new PrintStream(ofStage.apply(name), true, StandardCharsets.UTF_8));
  }
}
