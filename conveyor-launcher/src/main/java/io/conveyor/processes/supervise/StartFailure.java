package io.conveyor.processes.supervise;

import io.conveyor.ConveyorException.Category;
import org.jspecify.annotations.Nullable;

/** What a start that failed is reported as. */
public final class StartFailure {

  private StartFailure() {}

  /**
   * Returns the category: damage and lack of room are reported as such, no matter who meets them
   * first.
   *
   * @param met what was met; null if that is not known
   */
  public static Category category(@Nullable Category met) {
    return met == Category.CORRUPT || met == Category.RESOURCES ? met : Category.START_FAILED;
  }
}
