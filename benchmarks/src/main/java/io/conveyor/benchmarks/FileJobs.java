package io.conveyor.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the pipelines from file to file do with a block. */
public final class FileJobs {

  /** The shell keeps lines that are longer. */
  static final int SHORT_LINE = 70;

  private FileJobs() {}

  /** A person in a line of JSON, as long as such lines are. */
  public record Person(
      int id, String name, boolean active, double score, List<String> tags, Address address) {}

  /** Where a person lives. */
  public record Address(String street, String city, String zip) {}

  /** A row of CSV. */
  public record Sale(int id, String item, double price, int count, String day) {}

  /** The same with a column more. */
  public record Total(int id, String item, double price, int count, String day, double total) {}

  public static int plusOne(int x) {
    return x + 1;
  }

  public static String trim(String line) {
    return line.strip();
  }

  public static String upper(String line) {
    return line.toUpperCase(Locale.ROOT);
  }

  public static Optional<String> longer(String line) {
    return line.length() > SHORT_LINE ? Optional.of(line) : Optional.empty();
  }

  public static Person better(Person p) {
    return new Person(p.id(), p.name(), p.active(), p.score() + 1, p.tags(), p.address());
  }

  public static Total total(Sale s) {
    double total = s.price() * s.count();
    return new Total(s.id(), s.item(), s.price(), s.count(), s.day(), total);
  }
}
