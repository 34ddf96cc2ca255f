package io.conveyor.cli.terminal;

import io.conveyor.spi.StagePrints;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What stands for {@link System#err}: what libraries and the launcher say cannot control a
 * terminal; what jobs print may set colours.
 */
final class ErrorPrints extends PrintStream implements StagePrints {

  private final PrintStream ofStages;

  ErrorPrints(OutputStream said, OutputStream ofStages) {
    super(said, true, StandardCharsets.UTF_8);
    this.ofStages = new PrintStream(ofStages, true, StandardCharsets.UTF_8);
  }

  @Override
  public PrintStream of(String stage, String label) {
    return ofStages;
  }
}
