package io.conveyor.cli.terminal;

import io.conveyor.secret.Secrets;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a piece of text on its way to stderr: secrets are masked, control characters made
 * visible, and nothing that it quotes begins a line that looks like one of the command's. Safe from
 * any thread.
 */
final class Shown {

  /** A piece may end within a character, so that it is looked through byte by byte. */
  private static final Charset AS_BYTES = StandardCharsets.ISO_8859_1;

  private static final Pattern OURS = Pattern.compile("\n(?=conveyor: )");

  /** Each byte of them a character. */
  private final Set<String> secrets = new HashSet<>();

  /** Finds secrets; null as long as there are none. */
  private volatile @Nullable Pattern concealed;

  /** Finds names with line ends; null if there are none, which is the rule. */
  private volatile @Nullable Pattern broken;

  synchronized void conceal(String secret) {
    if (!secret.isBlank() && secrets.add(asBytes(secret))) {
      concealed = Secrets.finder(secrets);
    }
  }

  /** Takes what a user has typed: messages that name it, or a part of a path, stay lines. */
  void typed(List<String> words) {
    String names =
        words.stream()
            .flatMap(word -> Arrays.stream(word.split("/")))
            .filter(name -> name.contains("\n") && !name.isBlank())
            .map(name -> Pattern.quote(asBytes(name)))
            .collect(Collectors.joining("|"));
    broken = names.isEmpty() ? null : Pattern.compile(names);
  }

  private static String asBytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), AS_BYTES);
  }

  /** Returns what is shown of a text that the command says. */
  String said(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new String(said(bytes, 0, bytes.length, (byte) 0), StandardCharsets.UTF_8);
  }

  /** Returns what is shown of a piece that the command or a library says. */
  byte[] said(byte[] bytes, int from, int length, byte before) {
    String text = masked(new String(bytes, from, length, AS_BYTES));
    Pattern names = broken;
    String named = names == null ? text : names.matcher(text).replaceAll(Shown::onOneLine);
    byte[] said = OURS.matcher(named).replaceAll("\n  ").getBytes(AS_BYTES);
    return Controls.visible(said, 0, said.length, false, before);
  }

  private static String onOneLine(MatchResult name) {
    return Matcher.quoteReplacement(name.group().replace("\n", "\\n"));
  }

  /** Returns what is shown of a piece that a job prints. */
  byte[] printed(byte[] bytes, int from, int length, byte before) {
    if (concealed == null) {
      return Controls.visible(bytes, from, length, true, before);
    }
    byte[] masked = masked(new String(bytes, from, length, AS_BYTES)).getBytes(AS_BYTES);
    return Controls.visible(masked, 0, masked.length, true, before);
  }

  private String masked(String text) {
    Pattern finder = concealed;
    return finder == null ? text : Secrets.masked(text, finder);
  }
}
