package io.conveyor.cli.tap;

/** Which blocks are shown. */
interface TapFilter extends AutoCloseable {

  /** Returns whether a block is to be shown. May throw whatever the user's code throws. */
  boolean passes(Object block);

  @Override
  default void close() {}
}
