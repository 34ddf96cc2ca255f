package io.conveyor.stage.named;

import io.conveyor.Job;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the tests' jobs name. */
public class Samples {

  private int calls;

  static int cube(int n) {
    return n * n * n;
  }

  public static short doubled(short n) {
    return (short) (2 * n);
  }

  public static Long boxed(Long n) {
    return n;
  }

  public static void swallow(Object block) {}

  public static String kind(int n) {
    return "int";
  }

  public static String kind(long n) {
    return "long";
  }

  public static String kind(double n) {
    return "double";
  }

  public static String kind(Number n) {
    return "Number";
  }

  public static String kind(CharSequence n) {
    return "CharSequence";
  }

  public static String same(int n) {
    return "int";
  }

  public static String same(Integer n) {
    return "Integer";
  }

  public static String overlapping(CharSequence text) {
    return "CharSequence";
  }

  public static String overlapping(Comparable<?> text) {
    return "Comparable";
  }

  public static String told(CharSequence text) {
    return "CharSequence";
  }

  public static String told(Comparable<?> text) {
    return "Comparable";
  }

  public static String told(String text) {
    return "String";
  }

  public int count(Object block) {
    return ++calls;
  }

  public static Object fail(String message) {
    throw new UnsupportedOperationException(message);
  }

  public static int add(int a, int b) {
    return a + b;
  }

  public static String joined(Object block, String... words) {
    return block + String.join("", words);
  }

  public Stream<Integer> everyNth(Stream<Integer> blocks, int n) {
    int[] count = new int[1];
    return blocks.filter(block -> ++count[0] % n == 0);
  }

  public static Stream<Integer> upTo(int count) {
    requireNatural(count);
    return IntStream.range(0, count).boxed();
  }

  private static void requireNatural(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("negative");
    }
  }

  public static int size(List<?> list) {
    return list.size();
  }

  public static long total(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).sum();
  }

  public static long longest(long[] numbers) {
    return numbers[numbers.length - 1];
  }

  public static int numbered(Plus plus) {
    return plus.n();
  }

  public static String firstTwo(List<String> texts) {
    return texts.get(0) + texts.get(1);
  }

  public static Object cast(Object block) {
    return (Integer) block;
  }

  public static void pushedTwice(Iterable<Long> blocks, Consumer<Long> results, long factor) {
    for (long block : blocks) {
      results.accept(block);
      results.accept(factor * block);
    }
    results.accept(-1L);
  }

  public static IntStream firstInts(int count) {
    return IntStream.range(0, count);
  }

  public static Stream<Long> doubledAll(Stream<Long> blocks) {
    return blocks.map(block -> 2 * block);
  }

  /** Without a constructor that could be used. */
  public abstract static class Abstract {

    public String text(String block) {
      return block;
    }
  }

  /** A job that is a record. */
  record Plus(int n) implements Job<Integer, Integer> {

    Plus {
      requireNatural(n);
    }

    @Override
    public Integer run(Integer block) {
      return block + n;
    }
  }

  /** What several jobs share. */
  abstract static class Summing<T, R> implements Job<T, R> {
    private static final long serialVersionUID = 1L;
  }

  /** A job whose type argument is found above it. */
  static class SumOfLongs extends Summing<List<Long>, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Long run(List<Long> block) {
      return total(block);
    }
  }

  /** A record with components of all kinds. */
  @SuppressWarnings("ArrayRecordComponent") // Users may have such.
  record Settings(
      RoundingMode mode,
      Path path,
      List<String> words,
      int[] numbers,
      Map<String, Integer> limits) {}

  /** A job with state. */
  public static final class Sum implements Job<Integer, Integer> {

    private static final long serialVersionUID = 1L;

    private int sum;

    @Override
    public @Nullable Integer run(Integer block) {
      sum += block;
      return sum;
    }
  }
}
