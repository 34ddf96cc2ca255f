package io.conveyor.it;

import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.StageDefaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the stages of the tests about kinds of stages do. */
final class StageJobs {

  private StageJobs() {}

  static Stream<Integer> plusOne(Stream<Integer> numbers) {
    return numbers.map(number -> number + 1);
  }

  static Stream<Integer> evenOnly(Stream<Integer> numbers) {
    return numbers.filter(number -> number % 2 == 0);
  }

  /** As many of each number as it says. */
  static Stream<Integer> repeated(Stream<Integer> numbers) {
    return numbers.flatMap(number -> IntStream.range(0, number).mapToObj(i -> number));
  }

  static Stream<Integer> sum(Stream<Integer> numbers) {
    return Stream.of(numbers.mapToInt(Integer::intValue).sum());
  }

  static Stream<Long> count(Stream<?> blocks) {
    return Stream.of(blocks.count());
  }

  static Stream<Integer> topThree(Stream<Integer> numbers) {
    return numbers.sorted((a, b) -> b - a).limit(3);
  }

  static Stream<Integer> firstFive(Stream<Integer> numbers) {
    return numbers.limit(5);
  }

  /** Gives something before it asks for anything, and again after the last. */
  static Stream<String> framed(Stream<Integer> numbers) {
    return Stream.concat(
        Stream.of("begin"), Stream.concat(numbers.map(String::valueOf), Stream.of("end")));
  }

  /** Never ends, whatever comes in. */
  static Stream<Integer> endless(Stream<Integer> numbers) {
    return numbers.flatMap(number -> Stream.iterate(number, i -> i + 1));
  }

  static Stream<Integer> failsAtSeven(Stream<Integer> numbers) {
    return numbers.peek(
        number -> {
          if (number == 7) {
            throw new IllegalStateException("seven");
          }
        });
  }

  static Stream<Integer> givesNull(Stream<Integer> numbers) {
    return numbers.map(number -> null);
  }

  static Stream<Integer> thousand() {
    return IntStream.range(0, 1000).boxed();
  }

  static Stream<Integer> naturals() {
    return Stream.iterate(0, i -> i + 1);
  }

  static Stream<Integer> failsAfterTen() {
    return IntStream.range(0, 20)
        .boxed()
        .peek(
            i -> {
              if (i == 10) {
                throw new IllegalStateException("ten");
              }
            });
  }

  static Integer parse(String text) {
    return Integer.valueOf(text);
  }

  static Integer negated(Integer number) {
    return -number;
  }

  /** Takes long for every tenth block. */
  static Integer uneven(Integer number) {
    if (number % 10 == 0) {
      LockSupport.parkNanos(2_000_000);
    }
    return number;
  }

  /** Gives nothing for odd numbers, and takes long for every tenth block. */
  static Integer unevenAndEven(Integer number) {
    uneven(number);
    return number % 2 == 0 ? number : null;
  }

  static Integer difference(List<Integer> window) {
    return window.get(window.size() - 1) - window.get(0);
  }

  static List<Integer> itself(List<Integer> window) {
    return new ArrayList<>(window);
  }

  static Map<String, Long> counted(Stream<String> words) {
    return words.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /** The second-order difference, as a job that remembers. */
  @StageDefaults(stateful = true)
  static final class Difference2 implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;
    private final List<Integer> last = new ArrayList<>();

    @Override
    public Integer run(Integer number) {
      last.add(number);
      if (last.size() < 3) {
        return null;
      }
      int difference = number - last.get(0);
      last.remove(0);
      return difference;
    }
  }

  /** The same as a job over windows. */
  @StageDefaults(window = 3, inFlight = 10)
  static final class Difference2Windowed implements Job<List<Integer>, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer run(List<Integer> window) {
      return difference(window);
    }
  }

  /** Tells which process it runs in. */
  @StageDefaults(inLauncher = true)
  static final class Where implements Job<Object, Long> {
    private static final long serialVersionUID = 1L;
    static final AtomicInteger OPENED = new AtomicInteger();
    static final AtomicInteger CLOSED = new AtomicInteger();

    @Override
    public void open(JobContext context) {
      OPENED.incrementAndGet();
    }

    @Override
    public Long run(Object block) {
      return ProcessHandle.current().pid();
    }

    @Override
    public void close() {
      CLOSED.incrementAndGet();
    }
  }
}
