package io.conveyor.cli.terminal;

import java.util.regex.Pattern;

/** Patterns of names, as shells have them: * stands for any text, and ? for a character. */
public final class Glob {

  private Glob() {}

  /** Returns what matches the names that fit a pattern. */
  public static Pattern of(String glob) {
    return Pattern.compile(
        Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.DOTALL);
  }
}
