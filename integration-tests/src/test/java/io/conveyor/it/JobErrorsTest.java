package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the installed command shows what goes wrong in code of the user's. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class JobErrorsTest {

  private static final String JOBS =
      """
      import io.conveyor.*;
      import java.util.stream.Stream;
      public class Bad {
        static { if (Boolean.getBoolean("bad")) deeper(); }
        static void deeper() { throw new IllegalArgumentException("in static"); }
        public static int parse(String s) {
          try {
            return helper(s);
          } catch (RuntimeException e) {
            throw new IllegalStateException("cannot parse", e);
          }
        }
        static int helper(String s) { return Stream.of(s).map(Integer::parseInt).toList().get(0); }
        public static int deep(String s) { return deep(s) + 1; }
        public static int even(String s) { return odd(s) + 1; }
        static int odd(String s) { return even(s) + 1; }
        public static Object thread(String s) { return new Object[] {Thread.currentThread()}; }
        public static Stream<String> nulls(Stream<String> in) { return in.map(x -> null); }
        public static class Made extends Passing {
          public Made() { throw new IllegalStateException("in constructor"); }
        }
        public static class Opened extends Passing {
          @Override public void open(JobContext c) { throw new IllegalStateException("in open"); }
        }
        public static int cycle(String s) throws Exception {
          Exception e = new Exception("first");
          e.initCause(new Exception("second", e));
          throw e;
        }
        public static Stream<String> closing(Stream<String> in) {
          return in.onClose(() -> { throw new IllegalStateException("in onClose"); });
        }
        public static Stream<String> lazy(String s) {
          return Stream.of(1, 2).map(i -> {
            if (i == 2 && s.equals("x")) { throw new IllegalStateException("lazily"); }
            return s + i;
          });
        }
        public static Stream<String> none(Stream<String> in) { return null; }
        public static String raw(String s) throws Throwable { throw new Throwable("no exception"); }
        public static Stream<String> rawly(Stream<String> in) throws Throwable {
          throw new Throwable("no exception");
        }
        static class Passing implements Job<String, String> {
          @Override public String run(String s) { return s; }
        }
      }
      """;

  @TempDir private Path temp;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(temp.resolve("Bad.java"), JOBS);
    Files.writeString(temp.resolve("in"), "1\n2\nx\n");
  }

  private String errors(int exitCode, String stages, String... options) throws Exception {
    Files.writeString(temp.resolve("p.yaml"), "sources: [Bad.java]\nstages:\n" + stages.indent(2));
    Command.Outcome outcome =
        Command.conveyor("run", "p.yaml", "-i", "in", "--no-post-mortem")
            .and(options)
            .in(temp)
            .run();
    assertEquals(exitCode, outcome.exitCode(), outcome.errors());
    return outcome.errors();
  }

  @ParameterizedTest
  @CsvSource({"processes", "sequential"})
  void showFramesOfTheUserWithCausesAndTheInput(String engine) throws Exception {
    String stage = "- {processor: 'Bad::parse', name: s}";
    assertEquals(
        """
        conveyor: stage 's', worker 0: java.lang.IllegalStateException: cannot parse
        \tat Bad.parse(Bad.java:10)
        caused by: java.lang.NumberFormatException: For input string: "x"
        \tat Bad.helper(Bad.java:13)
        \tat Bad.parse(Bad.java:8)
          over in:3: x
        hint: 'on-error: skip' in the stage drops such blocks, dead-letter keeps them aside, retry tries them again
        """,
        errors(1, stage, "--engine", engine));
    String all = errors(1, stage, "-v", "--engine", engine);
    assertTrue(all.contains("java.lang.Integer.parseInt"), all);
  }

  @ParameterizedTest
  @CsvSource({
    "deep, 'at Bad.deep(Bad.java:14)', '... and again, at least '",
    "even, 'at Bad.odd(Bad.java:16)', '... and these 2 again, at least '"
  })
  void showARecursionOnce(String method, String frame, String again) throws Exception {
    String errors = errors(1, "- {processor: 'Bad::" + method + "'}", "--engine", "sequential");
    assertTrue(errors.contains(frame) && errors.contains(again), errors);
    assertTrue(errors.lines().count() < 8, errors);
  }

  @ParameterizedTest
  @CsvSource({
    "Bad.Made, in constructor, 'Bad$Made.<init>(Bad.java:20)'",
    "Bad.Opened, in open, 'Bad$Opened.open(Bad.java:23)'",
    "Bad::parse, IllegalArgumentException: in static, Bad.deeper(Bad.java:5)"
  })
  void showWhereAJobCouldNotBeMade(String job, String reason, String place) throws Exception {
    String errors = errors(3, "- {processor: '" + job + "', jvm-args: [-Dbad=true]}");
    requireOfUser(errors, reason, place);
    if (!job.contains("::")) { // The other engine has no JVM to give arguments to.
      requireOfUser(
          errors(3, "- {processor: '" + job + "'}", "--engine", "sequential"), reason, place);
    }
  }

  private static void requireOfUser(String errors, String reason, String place) {
    assertTrue(errors.matches("(?s).*" + reason + "\n\tat .*"), errors);
    assertTrue(errors.contains("at " + place), errors);
    assertTrue(!errors.contains("ExceptionInInitializerError"), errors);
    assertTrue(!errors.contains("at io.conveyor"), errors);
  }

  @ParameterizedTest
  @CsvSource({
    "thread, 'java.lang.Thread'",
    "nulls, 'a stream job gave null, which is not a block'"
  })
  void showNothingOfConveyorsWhereResultsAreNone(String method, String reason) throws Exception {
    String errors = errors(1, "- {processor: 'Bad::" + method + "'}");
    assertTrue(errors.contains(reason), errors);
    assertTrue(!errors.contains("at io.conveyor") && !errors.contains("kryo"), errors);
  }

  @Test
  void showEachCauseOnceAlsoIfItIsOneOfItsOwn() throws Exception {
    String errors = errors(1, "- {processor: 'Bad::cycle'}", "--engine", "sequential");
    assertEquals(1, errors.split("caused by: ", -1).length - 1, errors);
    assertTrue(errors.contains("caused by: java.lang.Exception: second"), errors);
  }

  @Test
  void showNoFrameOfTheApiBetweenThoseOfTheUser() throws Exception {
    String errors = errors(1, "- {processor: 'Bad::closing'}");
    assertTrue(errors.contains("in onClose") && errors.contains("at Bad."), errors);
    assertTrue(!errors.contains("at io.conveyor"), errors);
  }

  @ParameterizedTest
  @CsvSource({"processes", "sequential"})
  void showTheInputOfWhatFailsAsItsResultsArePulled(String engine) throws Exception {
    String errors = errors(1, "- {processor: 'Bad::lazy'}", "--engine", engine);
    assertTrue(errors.contains("IllegalStateException: lazily"), errors);
    assertTrue(errors.contains("over in:3: x"), errors);
    assertTrue(errors.contains("hint: 'on-error: skip'"), errors);
  }

  @Test
  void showTheInputOnlyWhereTheBlockIsOne() throws Exception {
    String behind = "- {processor: identity}\n- {processor: 'Bad::parse'}";
    String errors = errors(1, behind, "--engine", "sequential");
    assertTrue(!errors.contains("over in:"), errors);
    String forked = "- replicating-fork: 2\n- parallel: [pipe, {processor: 'Bad::parse'}]";
    errors = errors(1, forked, "--engine", "sequential");
    assertTrue(errors.contains("over in:3: x"), errors);
  }

  @ParameterizedTest
  @CsvSource({
    "processes, Bad::raw",
    "sequential, Bad::raw",
    "processes, Bad::rawly",
    "sequential, Bad::rawly"
  })
  void showAThrowableThatIsNeitherExceptionNorError(String engine, String job) throws Exception {
    String errors = errors(1, "- {processor: '%s'}".formatted(job), "--engine", engine);
    assertTrue(errors.contains("java.lang.Throwable: no exception\n\tat Bad."), errors);
    assertTrue(!errors.contains("at io.conveyor"), errors);
  }

  @ParameterizedTest
  @CsvSource({"processes", "sequential"})
  void sayThatAJobGaveNoStream(String engine) throws Exception {
    String errors = errors(1, "- {processor: 'Bad::none'}", "--engine", engine);
    assertTrue(errors.contains("the job gave null instead of a stream"), errors);
  }

  @Test
  void countLinesThatHoldNoBlock() throws Exception {
    Files.writeString(temp.resolve("in"), "\"1\"\n\n\n\"2\"\n\n\"x\"\n");
    String errors =
        errors(1, "- {processor: 'Bad::parse'}", "--input-format", "jsonl", "--engine=sequential");
    assertTrue(errors.contains("over in:6: \"x\""), errors);
  }
}
