package io.conveyor.stage.convert;

import java.util.LinkedHashMap;

/**
 * A row of CSV, from the names of columns to their texts. An empty text says that there is no
 * value, for which JSON has null.
 */
public final class Row extends LinkedHashMap<String, Object> {

  private static final long serialVersionUID = 1L;
}
