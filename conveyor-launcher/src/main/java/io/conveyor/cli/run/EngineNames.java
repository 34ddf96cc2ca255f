package io.conveyor.cli.run;

import io.conveyor.spi.Engines;
import java.util.Iterator;

/** The engines of the class path, for shells to complete. */
public final class EngineNames implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Engines.names().iterator();
  }
}
