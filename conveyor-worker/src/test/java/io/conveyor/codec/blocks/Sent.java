package io.conveyor.codec.blocks;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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
        (Supplier<String> & Serializable) () -> captured,
        proxy());
  }

  private static Token proxy() {
    return (Token)
        Proxy.newProxyInstance(
            Sent.class.getClassLoader(), new Class<?>[] {Token.class}, new Handler());
  }

  /** Of this package, so that its proxies are of this loader. */
  public interface Token extends Supplier<String> {}

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

  static final class Handler implements InvocationHandler, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Object invoke(Object proxy, Method method, Object[] args) {
      return method.getName();
    }
  }
}
