package io.conveyor.stage.named;

import java.io.Serializable;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value for a parameter, on its way to a worker. It has been checked to fit when it was made; the
 * value itself, whose class may be a user's, is made only by {@link #make}.
 */
public interface Argument extends Serializable {

  /**
   * Makes the value, anew with each call. Classes are looked up with the context class loader.
   *
   * @throws Exception what the constructor of a record throws, or that a class is gone
   */
  Object make() throws Exception;

  /**
   * Makes several values.
   *
   * @param arguments what they are made of
   */
  static List<Object> makeAll(List<Argument> arguments) throws Exception {
    List<Object> made = new ArrayList<>();
    for (Argument argument : arguments) {
      made.add(argument.make());
    }
    return made;
  }

  /**
   * A value of the JDK's.
   *
   * @param value the value, of the very type that the parameter has
   */
  record Plain(Serializable value) implements Argument {
    @Override
    public Object make() {
      return value;
    }
  }

  /**
   * A constant of an enum.
   *
   * @param className the enum's binary name
   * @param constant the constant's name
   */
  record Constant(String className, String constant) implements Argument {
    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // An enum's name has been given.
    public Object make() throws Exception {
      return Enum.valueOf((Class) Instances.load(className), constant);
    }
  }

  /**
   * A path.
   *
   * @param path its text
   */
  record File(String path) implements Argument {
    @Override
    public Object make() {
      return Path.of(path);
    }
  }

  /**
   * A list.
   *
   * @param items what it holds
   */
  record Items(List<Argument> items) implements Argument {
    @Override
    public Object make() throws Exception {
      return makeAll(items);
    }
  }

  /**
   * An array.
   *
   * @param className the binary name of the array's own type: {@code [I}
   * @param items what it holds
   */
  record Elements(String className, List<Argument> items) implements Argument {
    @Override
    public Object make() throws Exception {
      Class<?> type = Instances.load(className);
      Object array = Array.newInstance(type.getComponentType(), items.size());
      for (int i = 0; i < items.size(); i++) {
        Array.set(array, i, items.get(i).make());
      }
      return array;
    }
  }

  /**
   * A map, which keeps its order.
   *
   * @param keys its keys
   * @param values the values, in the order of the keys
   */
  record Entries(List<Argument> keys, List<Argument> values) implements Argument {
    @Override
    public Object make() throws Exception {
      Map<Object, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        map.put(keys.get(i).make(), values.get(i).make());
      }
      return map;
    }
  }
}
