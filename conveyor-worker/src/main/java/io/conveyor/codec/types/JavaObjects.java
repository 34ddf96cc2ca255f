package io.conveyor.codec.types;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;

/** Java serialization, as far as {@link AllowedTypes} goes. */
public final class JavaObjects {

  private JavaObjects() {}

  /**
   * Reads a job, or another object that the launcher has written.
   *
   * @param bytes an array that holds it
   * @param at where it starts in the array
   * @param length how many bytes it has
   * @param classes finds its classes
   * @throws IOException if it is damaged, or of a class that is not allowed
   * @throws ClassNotFoundException if there is no such class
   */
  public static Object read(byte[] bytes, int at, int length, ClassLoader classes)
      throws IOException, ClassNotFoundException {
    return read(bytes, at, length, classes, AllowedTypes.filter(length, AllowedTypes::refusal));
  }

  /** Reads a part of a block, as {@link #read(byte[], int, int, ClassLoader)}. */
  public static Object readBlock(byte[] bytes, int at, int length, ClassLoader classes)
      throws IOException, ClassNotFoundException {
    return read(
        bytes, at, length, classes, AllowedTypes.filter(length, AllowedTypes::blockRefusal));
  }

  private static Object read(
      byte[] bytes, int at, int length, ClassLoader classes, ObjectInputFilter filter)
      throws IOException, ClassNotFoundException {
    try (Reading in = new Reading(new ByteArrayInputStream(bytes, at, length), classes, filter)) {
      return in.readObject();
    } catch (InvalidClassException e) {
      if (e.getCause() instanceof RefusedTypeException refused) {
        throw new InvalidClassException(refused.getMessage());
      }
      throw e;
    }
  }

  /**
   * Copies an object, as it would arrive in another process.
   *
   * @param classes finds its classes
   * @throws IOException if it cannot be written, or is of a class that is not allowed
   * @throws ClassNotFoundException if there is no such class
   */
  @SuppressWarnings("unchecked") // A copy is of the same class.
  public static <T extends Serializable> T copy(T object, ClassLoader classes)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return (T) read(bytes.toByteArray(), 0, bytes.size(), classes);
  }

  /** Writes a part of a block, and refuses what {@link #readBlock} would not read. */
  public static void write(Object object, OutputStream target) throws IOException {
    try (ObjectOutputStream out = new Writing(target)) {
      out.writeObject(object);
    }
  }

  /**
   * Writes a part of a state as a part of a block.
   *
   * @param met takes each object that is written, the first time that it is met
   */
  public static void write(Object object, OutputStream target, Consumer<Object> met)
      throws IOException {
    try (ObjectOutputStream out = new Telling(target, met)) {
      out.writeObject(object);
    }
  }

  private static class Writing extends ObjectOutputStream {

    Writing(OutputStream target) throws IOException {
      super(target);
    }

    @Override
    protected void annotateClass(Class<?> type) {
      require(type);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
      require(type);
    }
  }

  private static final class Telling extends Writing {

    private final Consumer<Object> met;

    Telling(OutputStream target, Consumer<Object> met) throws IOException {
      super(target);
      this.met = met;
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
      met.accept(object);
      return object;
    }
  }

  private static void require(Class<?> type) {
    String refusal = AllowedTypes.blockRefusal(type);
    if (refusal != null) {
      throw new RefusedTypeException(refusal);
    }
  }

  /** Finds classes by the loader it is given. */
  private static final class Reading extends ObjectInputStream {

    private final ClassLoader classes;

    Reading(ByteArrayInputStream in, ClassLoader classes, ObjectInputFilter filter)
        throws IOException {
      super(in);
      this.classes = classes;
      setObjectInputFilter(filter);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(description.getName(), false, classes);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description); // Knows the primitive types.
      }
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws InvalidClassException {
      throw new InvalidClassException(
          "a dynamic proxy of %s is not sent between processes".formatted(List.of(interfaces)));
    }
  }
}
