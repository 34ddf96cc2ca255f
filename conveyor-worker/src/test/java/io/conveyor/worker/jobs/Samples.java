package io.conveyor.worker.jobs;

import io.conveyor.Job;
import java.util.List;
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

  public static int size(List<?> list) {
    return list.size();
  }

  /** Without a constructor that could be used. */
  public abstract static class Abstract {

    public String text(String block) {
      return block;
    }
  }

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
