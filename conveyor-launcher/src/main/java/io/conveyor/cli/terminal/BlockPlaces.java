package io.conveyor.cli.terminal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which input the block of a warning is: workers know it by its number alone. It is looked for only
 * where something is logged, so that blocks cost nothing.
 */
final class BlockPlaces {

  /** As a piece may end within a character. */
  private static final Charset AS_BYTES = StandardCharsets.ISO_8859_1;

  private static final String LEVEL = "WARN ";

  private static final Pattern BLOCK =
      Pattern.compile("WARN \\S+ - stage '([^'\n]*)'[^'\n]{0,60}? block \\d+:(\\d+)(?!\\d)");

  private final BiFunction<String, Long, @Nullable String> places;

  /**
   * Creates a search.
   *
   * @param places gives the place of the input that a block of a stage is, by its number; or null
   */
  BlockPlaces(BiFunction<String, Long, @Nullable String> places) {
    this.places = places;
  }

  /** Returns a piece of what is written, with the inputs that its warnings are of; or null. */
  byte @Nullable [] addedTo(byte[] bytes, int from, int length) {
    String text = new String(bytes, from, length, AS_BYTES);
    if (!text.contains(LEVEL)) {
      return null;
    }
    return BLOCK.matcher(text).replaceAll(this::withPlace).getBytes(AS_BYTES);
  }

  private String withPlace(MatchResult found) {
    String stage = new String(found.group(1).getBytes(AS_BYTES), StandardCharsets.UTF_8);
    String place = place(stage, found.group(2));
    String of = place == null ? "" : " of " + Controls.name(place);
    return Matcher.quoteReplacement(
        found.group() + new String(of.getBytes(StandardCharsets.UTF_8), AS_BYTES));
  }

  private @Nullable String place(String stage, String sequence) {
    try {
      return places.apply(stage, Long.parseLong(sequence));
    } catch (NumberFormatException e) {
      return null; // A job has printed it.
    }
  }
}
