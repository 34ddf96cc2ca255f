package io.conveyor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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

  @SuppressWarnings("unchecked")
  private static List<Object> given(Processor processor, Object... blocks) throws Exception {
    List<Object> results = new ArrayList<>();
    ((PushJob<Object, Object>) processor.task()).run(List.of(blocks), results::add);
    return results;
  }

  @Test
  void flatMapGivesAllOfEachStream() throws Exception {
    assertEquals(
        List.of(0, 0, 1), given(Processor.flatMap((Integer x) -> IntStream.range(0, x)), 1, 0, 2));
    assertEquals(List.of(), given(Processor.flatMap((Integer x) -> (Stream<String>) null), 1));
    Processor failing =
        Processor.flatMap(
            (Integer x) -> {
              if (x > 1) {
                throw new IOException("no page " + x);
              }
              return Stream.of(x);
            });
    assertEquals(
        "no page 2", assertThrows(IOException.class, () -> given(failing, 1, 2)).getMessage());
    assertEquals(1, failing.workers());
    assertTrue(failing.isStateless());
  }

  @Test
  void flatMapClosesEachStream() throws Exception {
    SEEN.clear();
    Processor closing =
        Processor.flatMap((Integer x) -> Stream.of(x).onClose(() -> SEEN.add("closed " + x)));
    assertEquals(List.of(1, 2), given(closing, 1, 2));
    assertEquals(List.of("closed 1", "closed 2"), SEEN);
  }

  static void pairs(Iterable<Integer> numbers, Consumer<Integer> results) {
    int last = 0;
    for (int number : numbers) {
      results.accept(number);
      results.accept(-number);
      last = number;
    }
    results.accept(100 * last);
  }

  @Test
  void pushJobGivesAsItGoesOn() throws Exception {
    assertEquals(List.of(1, -1, 2, -2, 200), given(Processor.stream(SinkTest::pairs), 1, 2));
    Chain<Integer, Integer> typed = Chain.of(Integer.class).stream(SinkTest::pairs);
    assertEquals(List.of(3, -3, 300), given((Processor) typed.rows().get(0).get(0), 3));
    Chain<Integer, String> texts =
        Chain.of(Integer.class).<String>stream((in, out) -> in.forEach(x -> out.accept("" + x)));
    assertEquals(List.of("3"), given((Processor) texts.rows().get(0).get(0), 3));
  }

  @Test
  void streamJobIsAPushJob() throws Exception {
    assertEquals(
        List.of(2, 3), given(Processor.stream((Stream<Integer> all) -> all.skip(1)), 1, 2, 3));
  }

  @Test
  void producerGivesNumbersToo() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    Producer<Integer> numbers = () -> IntStream.range(0, 3).onClose(closed::incrementAndGet);
    try (Stream<Integer> stream = numbers.stream()) {
      assertEquals(List.of(0, 1, 2), stream.toList());
    }
    assertEquals(1, closed.get());
    Chain<Void, Integer> chain = Chain.producer(() -> IntStream.range(0, 3));
    assertEquals(1, chain.rows().size());
  }
}
