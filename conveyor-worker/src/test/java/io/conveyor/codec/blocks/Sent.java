package io.conveyor.codec.blocks;

import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;

/** Blocks of all kinds of classes that are not known to the loader of the codec. */
public final class Sent {

  private Sent() {}

  /** Returns one of each kind. */
  public static List<Supplier<String>> all() {
    String captured = "captured";
    return List.of(
        new Fields(),
        new Value("value"),
        Constant.ONE,
        Constant.WITH_BODY,
        new Failure("failure"),
        (Supplier<String> & Serializable) () -> captured);
  }

  static final class Fields implements Supplier<String> {
    private final Value[] values = {new Value("a")};

    @Override
    public String get() {
      return "fields " + values[0];
    }
  }

  record Value(String text) implements Supplier<String> {
    @Override
    public String get() {
      return text;
    }
  }

  enum Constant implements Supplier<String> {
    ONE,
    WITH_BODY {
      @Override
      public String get() {
        return "body";
      }
    };

    @Override
    public String get() {
      return name();
    }
  }

  static final class Failure extends RuntimeException implements Supplier<String> {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }

    @Override
    public String get() {
      return getMessage();
    }
  }
}
