package io.conveyor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tasks that are made of functions. */
class SinkTest {

  private static final List<Object> SEEN = new ArrayList<>();

  @SuppressWarnings("unchecked")
  private static Job<Object, Object> sent(Processor processor) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(processor.task());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Job<Object, Object>) in.readObject();
    }
  }

  private static String printed(boolean toErr, Processor processor, Object... blocks)
      throws Exception {
    Job<Object, Object> job = sent(processor);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream catching = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    PrintStream before = toErr ? System.err : System.out;
    if (toErr) {
      System.setErr(catching);
    } else {
      System.setOut(catching);
    }
    try {
      for (Object block : blocks) {
        assertNull(job.run(block));
      }
    } finally {
      if (toErr) {
        System.setErr(before);
      } else {
        System.setOut(before);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void printsToTheStreamOfTheMoment() throws Exception {
    String nl = System.lineSeparator();
    assertEquals("1" + nl + "a" + nl, printed(false, Processor.sink(System.out::println), 1, "a"));
    assertEquals("1a", printed(false, Processor.sink(System.out::print), 1, "a"));
    assertEquals("1" + nl, printed(true, Processor.sink(System.err::println), 1));
    Sink<String> typed = System.out::println;
    assertEquals("x" + nl, printed(false, Processor.sink(typed), "x"));
    assertEquals("x" + nl, printed(false, new Processor(typed), "x"));
  }

  @Test
  void refusesOtherStreamsThatAreCaptured() {
    PrintStream other = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Processor sink = Processor.sink(other::println);
    InvalidPipelineException e =
        assertThrows(InvalidPipelineException.class, () -> new Pipeline().add(sink));
    assertEquals(
        "row 1: processor row1.1: its job cannot be sent to another process: it captures a java.io.PrintStream, which is not serializable; create it inside the job, or in open()",
        e.getMessage());
  }

  static void see(Object block) {
    SEEN.add(block);
  }

  @Test
  void methodWithoutResultIsASink() throws Exception {
    Job<Object, Object> job = sent(Processor.sink(SinkTest::see));
    SEEN.clear();
    assertNull(job.run(1));
    assertEquals(List.of(1), SEEN);
  }

  @Test
  void filterGivesWhatItsTestHoldsFor() throws Exception {
    Job<Object, Object> job = sent(Processor.filter((Integer x) -> x > 1));
    assertNull(job.run(1));
    assertEquals(2, job.run(2));
  }

  @Test
  @SuppressWarnings("unchecked")
  void flatMapGivesAllOfEachStream() throws Exception {
    StreamJob<Object, Object> ints =
        (StreamJob<Object, Object>) Processor.flatMap((Integer x) -> IntStream.range(0, x)).task();
    assertEquals(List.of(0, 0, 1), ints.run(Stream.of(1, 0, 2)).toList());
    StreamJob<Object, Object> none =
        (StreamJob<Object, Object>) Processor.flatMap((Integer x) -> (Stream<String>) null).task();
    assertEquals(List.of(), none.run(Stream.of(1)).toList());
    StreamJob<Object, Object> failing =
        (StreamJob<Object, Object>)
            Processor.flatMap(
                    (Integer x) -> {
                      if (x > 0) {
                        throw new java.io.IOException("no page " + x);
                      }
                      return Stream.of(x);
                    })
                .task();
    assertEquals(
        "no page 1",
        assertThrows(java.io.IOException.class, () -> failing.run(Stream.of(1)).toList())
            .getMessage());
  }
}
