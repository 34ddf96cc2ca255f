package io.conveyor.yaml.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a YAML text says: scalars, sequences and mappings, each with its place. Immutable. */
public sealed interface Yaml {

  /** Returns where it stands. */
  Place place();

  /** Returns what it is, in a user's words. */
  String describe();

  /**
   * A single value.
   *
   * @param place where it stands
   * @param text as written, after unquoting
   * @param value a String, Boolean, Integer, Long, BigInteger or Double, or null
   */
  record Scalar(Place place, String text, @Nullable Object value) implements Yaml {

    private static final int MOST_SHOWN = 100;

    @Override
    public String describe() {
      if (value == null) {
        return "nothing";
      }
      return value instanceof String ? "the text '" + shown() + "'" : shown();
    }

    private String shown() {
      return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }
  }

  /**
   * A list.
   *
   * @param place where it stands
   * @param items what it holds
   */
  record Sequence(Place place, List<Yaml> items) implements Yaml {

    /** Creates a sequence, copying the list. */
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String describe() {
      return "a list";
    }
  }

  /**
   * A mapping.
   *
   * @param place where it stands
   * @param entries its entries, in order; no two keys are equal scalars
   */
  record Mapping(Place place, List<Entry> entries) implements Yaml {

    /** Creates a mapping, copying the list. */
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String describe() {
      return "a mapping";
    }
  }

  /**
   * An entry of a mapping.
   *
   * @param key its key
   * @param value its value
   */
  record Entry(Yaml key, Yaml value) {

    /** Returns the key as text; other keys than scalars have none that would be known anywhere. */
    public String name() {
      return key instanceof Scalar scalar ? scalar.text() : key.describe();
    }
  }
}
