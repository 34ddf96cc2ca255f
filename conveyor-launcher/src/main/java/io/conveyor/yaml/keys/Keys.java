package io.conveyor.yaml.keys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a kind of mapping may have.
 *
 * @param what the kind of mapping, in a user's words, with its article
 * @param all its keys
 * @param isOpen whether others may stand there, too, of whose values nothing is known here
 */
public record Keys(String what, List<Key> all, boolean isOpen) {

  static Keys of(String what, Key... all) {
    return new Keys(what, List.of(all), false);
  }

  /** Returns the first key, by which a kind of stage is known. */
  public Key first() {
    return all.get(0);
  }

  /** Returns what the keys are called, in their order. */
  public List<String> names() {
    return all.stream().map(Key::name).toList();
  }

  /** Returns whether one of the keys is called so. */
  public boolean has(String name) {
    return all.stream().anyMatch(key -> key.name().equals(name));
  }

  /**
   * A key of a mapping.
   *
   * @param name the key
   * @param shape what may stand under it
   * @param what its description, for those who write the file
   * @param isRequired whether it must be there
   * @param otherwise what it is while it is not given; null if no value says that
   */
  public record Key(
      String name, Shape shape, String what, boolean isRequired, @Nullable Object otherwise) {

    static Key of(String name, Shape shape, String what) {
      return new Key(name, shape, what, false, null);
    }

    Key required() {
      return new Key(name, shape, what, true, otherwise);
    }

    Key otherwise(Object value) {
      return new Key(name, shape, what, isRequired, value);
    }
  }

  /**
   * What may stand under a key. Wherever a single value may stand, a variable may.
   *
   * @param kind what it is
   * @param least the least number, or the fewest items
   * @param most the largest number
   * @param words what a word is one of
   * @param parts of what the items of a list, or the values of a mapping, are; or the alternatives
   * @param keys the keys of a mapping, or null if they are any
   */
  public record Shape(
      Kind kind,
      long least,
      long most,
      List<String> words,
      List<Shape> parts,
      @Nullable Keys keys) {

    /** What there is. */
    public enum Kind {
      /** A whole number. */
      WHOLE,
      /** {@code true} or {@code false}. */
      FLAG,
      /** Nothing but {@code true}. */
      YES,
      /** A single value, taken as it is written. */
      TEXT,
      /** A name of a pipeline or a stage. */
      NAME,
      /** One of a few words. */
      WORD,
      /** A number of bytes. */
      SIZE,
      /** A length of time. */
      TIME,
      /** Anything but nothing. */
      BLOCK,
      /** Nothing. */
      NOTHING,
      /** Items of one shape. */
      LIST,
      /** Any keys, with values of one shape. */
      MAP,
      /** Keys that are known. */
      MAPPING,
      /** One of several. */
      EITHER
    }

    /** Returns the alternatives; itself if it has none. */
    public List<Shape> alternatives() {
      return kind == Kind.EITHER ? parts : List.of(this);
    }

    static Shape of(Kind kind) {
      return new Shape(kind, 0, Long.MAX_VALUE, List.of(), List.of(), null);
    }

    static Shape whole(long least, long most) {
      return new Shape(Kind.WHOLE, least, most, List.of(), List.of(), null);
    }

    static Shape word(String... words) {
      return new Shape(Kind.WORD, 0, 0, List.of(words), List.of(), null);
    }

    static Shape list(int fewest, Shape item) {
      return new Shape(Kind.LIST, fewest, Long.MAX_VALUE, List.of(), List.of(item), null);
    }

    static Shape map(Shape value) {
      return new Shape(Kind.MAP, 0, Long.MAX_VALUE, List.of(), List.of(value), null);
    }

    static Shape mapping(Keys keys) {
      return new Shape(Kind.MAPPING, 0, Long.MAX_VALUE, List.of(), List.of(), keys);
    }

    static Shape either(Shape... alternatives) {
      return new Shape(Kind.EITHER, 0, Long.MAX_VALUE, List.of(), List.of(alternatives), null);
    }
  }
}
