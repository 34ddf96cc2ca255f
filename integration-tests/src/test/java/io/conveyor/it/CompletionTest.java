package io.conveyor.it;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.conveyor.processes.registry.Registry;
import io.conveyor.processes.registry.RunChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shells, asked what they would complete, with the script of the installed command. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class CompletionTest {

  /** A line up to the cursor, and what may stand in the place of its last word, or of its end. */
  private static final String EXPECTED =
      """
      conveyor d^                                           | dead-letters doctor
      conveyor dead-letters ^                               | export help list retry show
      conveyor completion ^                                 | bash fish zsh
      conveyor help ch^                                     | chaos
      conveyor run ^                                        | lib 'my own.yml' some.yaml
      conveyor run --input-format=csv ^                     | lib 'my own.yml' some.yaml
      conveyor run --set a=b -o x ^                         | lib 'my own.yml' some.yaml
      conveyor validate s^                                  | some.yaml
      conveyor te^                                          | test
      conveyor new ^                                        | crash lines records words
      conveyor new lines ^                                  | lib
      conveyor test lib^                                    | lib
      conveyor test some.yaml s^                            | some.yaml
      conveyor test some.yaml --engine s^                   | sequential
      conveyor tap nowhere ^                                |
      conveyor tap opened-for-c^                            | opened-for-completion
      conveyor tap PID^                                     | PID
      conveyor tap opened-for-completion sa^                | same same.in same.out
      conveyor tap PID same x.in same.^                     | same.in same.out
      conveyor top nowhere --wo^                            | --workers
      conveyor tap nowhere x --sa^                          | --sample
      conveyor gr^                                          | graph
      conveyor graph ^                                      | lib 'my own.yml' some.yaml
      conveyor graph some.yaml --format ^                   | dot json mermaid svg text
      conveyor graph some.yaml -o S^                        | Some.java
      conveyor run some.yaml --inp^                         | --input --input-format
      conveyor run some.yaml --no-^                         | --no-cache --no-csv-header --no-payload --no-post-mortem
      conveyor run some.yaml --input-format ^               | csv jsonl lines tsv
      conveyor run some.yaml --output-format=j^             | jsonl
      conveyor run some.yaml --engine ^                     | processes sequential
      conveyor run some.yaml --dir ^                        | lib
      conveyor run some.yaml --input S^                     | Some.java
      conveyor dead-letters list ^                          | lib
      conveyor dead-letters list --pipeline s^              | some.yaml
      conveyor run some.yaml --set stages.^                 | stages.Some.words. stages.total.
      conveyor run some.yaml --set stages.words.or^         | stages.words.ordered=
      conveyor run some.yaml --set stages.total.on-error=^  | dead-letter fail retry skip
      conveyor run some.yaml --set=stages.total.ordered=f^  | false
      conveyor validate --engine sequential my\\ own.yml --set stages.total.on-error=d^ | dead-letter
      conveyor chaos some.yaml --set sources=^              | Some.java lib
      conveyor run some.yaml --set directory=^              | lib
      conveyor chaos some.yaml --kills ^                    |
      conveyor run lib/broken.yml --set stages.^            |
      conveyor run nowhere.yaml --set stages.^              |
      """;

  /** Bash, with lines cut into words as its readline does. */
  private static final String BASH =
      """
      source ./_conveyor
      while IFS= read -r line; do
        COMP_LINE=$line COMP_POINT=${#line}
        COMP_WORDS=()
        while IFS= read -r word; do COMP_WORDS+=("$word"); done < <(sed -E '
          s/\\\\ /\\r/g; s/ +/\\n/g; s/\\r/\\\\ /g; s/([^\\n=]|^)(=)/\\1\\n\\2/g; s/(=)([^\\n])/\\1\\n\\2/g' <<<"$line")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _conveyor
        for reply in "${COMPREPLY[@]}"; do printf '%s\\t%s\\n' "$line" "$reply"; done
      done
      """;

  private static final String FISH =
      """
      source ./_conveyor
      while read -l line
        for reply in (complete -C $line)
          printf '%s\\t%s\\n' $line (string split -f1 \\t -- $reply)
        end
      end
      """;

  /** Zsh completes only at a terminal; that one ends when it has been asked. */
  private static final String ZSH =
      """
      zmodload zsh/zpty
      while IFS= read -r line; do
        : > found
        zpty z zsh -f -i
        zpty -w z 'autoload -Uz compinit && compinit -u -d ./dump; source ./_conveyor'
        zpty -w z 'compadd() { local -a hits; builtin compadd -A hits "$@"; print -rl -- $hits >>found; builtin compadd "$@" }'
        zpty -w z 'comppostfuncs=(exit)'
        zpty -w z "$line"$'\\t'
        while zpty -r z ignored; do : ; done
        zpty -d z
        for reply in ${(f)"$(<found)"}; do printf '%s\\t%s\\n' "$line" "$reply"; done
      done
      """;

  private enum Shell {
    BASH(CompletionTest.BASH, "bash --norc"),
    FISH(CompletionTest.FISH, "fish --no-config"),
    ZSH(CompletionTest.ZSH, "zsh -f");

    private final String driver;
    private final String command;

    Shell(String driver, String command) {
      this.driver = driver;
      this.command = command;
    }

    private String program() {
      return command.split(" ")[0];
    }
  }

  private static final Pattern WORD = Pattern.compile("'[^']*'|[^ ]+");

  @TempDir private Path scratch;
  private Process run;

  @BeforeEach
  void openAPipeline() throws IOException {
    Path file = Files.createDirectories(scratch.resolve("lib")).resolve("open.yaml");
    Files.writeString(
        file, "name: opened-for-completion\nstages: [{processor: identity, name: same}]");
    run = Command.conveyor("run", file.toString()).start();
    Eventually.until(
        "a run",
        () -> RunChoice.words(Registry.runs()).contains("" + run.pid()),
        () -> run.info().commandLine());
  }

  @AfterEach
  void closeIt() throws Exception {
    run.getOutputStream().close();
    assertEquals(0, Eventually.exitCode(run, () -> run.info().commandLine()));
  }

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createDirectories(scratch.resolve("lib"));
    String pipeline =
        """
        sources: Some.java
        stages:
          - processor: Some::words
          - processor: Some::total
            name: total
        """;
    Files.writeString(scratch.resolve("some.yaml"), pipeline);
    Files.writeString(scratch.resolve("my own.yml"), pipeline);
    Files.writeString(scratch.resolve("lib/broken.yml"), "stages: [");
    // Its class does something when it is loaded; and it does not even compile.
    Files.writeString(
        scratch.resolve("Some.java"),
        "class Some { static { new java.io.File(\"loaded\").mkdir(); } this is no Java }");
  }

  @ParameterizedTest
  @EnumSource
  void completesWhatIsTyped(Shell shell) throws Exception {
    assumeTrue(isInstalled(shell.program()), shell.program() + " is not installed");
    Map<String, Set<String>> expected = expected("" + run.pid());

    Command.Outcome outcome = asked(shell, expected.keySet());

    assertEquals("", outcome.errors());
    Map<String, Set<String>> found = new TreeMap<>();
    expected.keySet().forEach(line -> found.put(line, new TreeSet<>()));
    outcome.output().lines().forEach(reply -> note(reply.split("\t", 2), found));
    assertEquals(shown(expected), shown(found));
    assertFalse(Files.exists(scratch.resolve("loaded")), "code of the user's was run");
  }

  private static Map<String, Set<String>> expected(String pid) {
    Map<String, Set<String>> expected = new TreeMap<>();
    for (String row : EXPECTED.replace("PID", pid).lines().toList()) {
      String[] cells = row.split("\\^ *\\| *", 2);
      Set<String> words = new TreeSet<>();
      WORD.matcher(cells[1]).results().forEach(word -> words.add(word.group().replace("'", "")));
      expected.put(cells[0], words);
    }
    return expected;
  }

  private Command.Outcome asked(Shell shell, Collection<String> lines) throws Exception {
    Command.Outcome script = Command.conveyor("completion", shell.program()).run();
    assertEquals("", script.errors());
    Files.writeString(scratch.resolve("_conveyor"), script.output());
    Files.writeString(scratch.resolve("driver"), shell.driver);
    Files.write(scratch.resolve("lines"), lines);
    return Command.of(List.of("sh", "-c", shell.command + " ./driver < lines"))
        .in(scratch)
        .with("PATH", Command.installed().getParent() + ":" + System.getenv("PATH"))
        .run();
  }

  /** Shells differ in what they repeat of a word, in quotes, and in what ends a directory. */
  private static void note(String[] lineAndReply, Map<String, Set<String>> found) {
    String reply = lineAndReply[1].replace("\\", "").replaceFirst("/$", "");
    String word = reply.endsWith("=") ? reply : reply.substring(reply.lastIndexOf('=') + 1);
    if (!word.isEmpty()) {
      found.get(lineAndReply[0]).add(word);
    }
  }

  private static String shown(Map<String, Set<String>> lines) {
    return lines.entrySet().stream()
        .map(line -> line.getKey() + "^ " + line.getValue())
        .collect(joining("\n"));
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
