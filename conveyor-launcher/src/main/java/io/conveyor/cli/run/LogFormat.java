package io.conveyor.cli.run;

/** What lines on stderr look like. */
enum LogFormat {
  /** As people read them. */
  TEXT,
  /** Objects in JSON, as programs do. */
  JSON
}
