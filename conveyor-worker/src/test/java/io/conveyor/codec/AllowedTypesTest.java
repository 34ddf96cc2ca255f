package io.conveyor.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.io.Output;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.codec.types.JavaObjects;
import io.conveyor.mapped.LittleEndian;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.zip.CRC32C;
import javax.management.BadAttributeValueExpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that name classes which do things: refused before any object is made. */
class AllowedTypesTest {

  /** As a program would write them that knows the format. */
  private static byte[] naming(String type, byte[] content) {
    byte[] sized = new byte[Integer.BYTES + content.length];
    LittleEndian.putInt(sized, 0, content.length);
    System.arraycopy(content, 0, sized, Integer.BYTES, content.length);
    return object(type, sized);
  }

  /** An object of that class, with what its serializer is to read. */
  static byte[] object(String type, byte[] content) {
    Output output = new Output(64, -1);
    output.writeVarInt(1, true); // A class by name,
    output.writeVarInt(0, true); // the first one,
    output.writeString(type);
    output.writeVarInt(1, true); // and an object that is not there yet.
    output.writeBytes(content);
    byte[] object = output.toBytes();
    CRC32C checksum = new CRC32C();
    checksum.update(object);
    byte[] batch = new byte[5 + 5 + 4 + object.length];
    batch[0] = Tag.KRYO;
    LittleEndian.putInt(batch, 1, 1);
    int at = LittleEndian.putVarint(batch, 5, 4 + object.length);
    LittleEndian.putInt(batch, at, (int) checksum.getValue());
    System.arraycopy(object, 0, batch, at + 4, object.length);
    return Arrays.copyOf(batch, at + 4 + object.length);
  }

  private static byte[] java(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] java) throws Exception {
    return JavaObjects.read(java, 0, java.length, AllowedTypesTest.class.getClassLoader());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.ProcessBuilder",
        "java.lang.Thread",
        "[Ljava.lang.Thread;",
        "java.net.URLClassLoader",
        "java.lang.reflect.Method",
        "java.io.FileOutputStream",
        "java.io.RandomAccessFile",
        "javax.naming.InitialContext",
        "javax.management.BadAttributeValueExpException",
        "javax.script.ScriptEngineManager",
        "java.rmi.server.UnicastRemoteObject",
        "java.security.SignedObject",
        "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
        "com.sun.rowset.JdbcRowSetImpl",
        "com.sun.tools.javac.file.JavacFileManager",
        "net.openhft.chronicle.core.io.AbstractCloseable",
        "com.esotericsoftware.kryo.Kryo"
      })
  void bytesNameNoClassThatDoesThings(String type) {
    ConveyorException refused =
        assertThrows(ConveyorException.class, () -> Batches.decode(naming(type, new byte[64]), 1));
    String name = type.replaceAll("^\\[L|;$", "");
    assertEquals(Category.RUN_FAILED, refused.category());
    assertTrue(refused.getMessage().contains(name + " is not "), refused::getMessage);
  }

  static class Gadget implements Serializable {
    private static final long serialVersionUID = 1L;
    static boolean made;
    final Object inside;

    Gadget(Object inside) {
      this.inside = inside;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      made = true;
    }
  }

  @Test
  void nothingIsMadeOfWhatIsRefused() throws Exception {
    byte[] java = java(new Gadget(new BadAttributeValueExpException("x")));
    Gadget.made = false;
    for (String type :
        List.of(Gadget.class.getName(), "java.util.concurrent.CopyOnWriteArrayList")) {
      ConveyorException refused =
          assertThrows(ConveyorException.class, () -> Batches.decode(naming(type, java), 1));
      assertTrue(
          refused.getMessage().contains(BadAttributeValueExpException.class.getName()),
          refused::getMessage);
    }
    assertFalse(Gadget.made);
    assertThrows(InvalidClassException.class, () -> read(java));
  }

  /** Its hash code is that of its host's address, which it asks the network for. */
  @Test
  @SuppressWarnings("URLEqualsHashCode") // As users may.
  void nothingLooksUpHosts() throws Exception {
    Map<URL, Integer> map = new HashMap<>();
    map.put(new URL("http://127.0.0.1"), 1);
    for (Object block : List.of(map, map.keySet().iterator().next(), new Gadget(map))) {
      ConveyorException refused =
          assertThrows(ConveyorException.class, () -> Batches.encode(block));
      assertTrue(refused.getMessage().contains("send its toURI()"), refused::getMessage);
    }
    for (String type : List.of("java.util.concurrent.CopyOnWriteArrayList", "java.net.URL")) {
      ConveyorException refused =
          assertThrows(ConveyorException.class, () -> Batches.decode(naming(type, java(map)), 1));
      assertTrue(refused.getMessage().contains("looks up its host"), refused::getMessage);
    }
    assertEquals(map, read(java(map)), "a job may hold one");
  }

  @Test
  void whatWouldNotBeReadIsNotWritten() {
    for (Object block : List.of(Level.INFO, new Gadget(Level.INFO), List.of(Level.INFO))) {
      ConveyorException refused =
          assertThrows(ConveyorException.class, () -> Batches.encode(block));
      assertTrue(
          refused.getMessage().contains("java.util.logging.Level is not mere data"),
          refused::getMessage);
    }
  }

  @Test
  void proxiesAreNotSent() throws Exception {
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Supplier.class},
            (InvocationHandler & Serializable) (it, method, arguments) -> "x");
    ConveyorException refused = assertThrows(ConveyorException.class, () -> Batches.encode(proxy));
    assertTrue(refused.getMessage().contains("a dynamic proxy of"), refused::getMessage);
    byte[] java = java(proxy);
    assertThrows(InvalidClassException.class, () -> read(java));
  }

  @Test
  void arraysAreNoLongerThanTheirBytes() throws Exception {
    byte[] java = java(new int[] {1, 2, 3});
    int length = java.length - 3 * Integer.BYTES - Integer.BYTES;
    assertEquals(3, ByteBuffer.wrap(java).getInt(length));
    ByteBuffer.wrap(java).putInt(length, Integer.MAX_VALUE - 8);
    InvalidClassException refused = assertThrows(InvalidClassException.class, () -> read(java));
    assertTrue(refused.getMessage().contains("2147483639 elements"), refused::getMessage);
  }

  @Test
  void collectionsOfManyAreRead() throws Exception {
    Map<String, List<Integer>> many = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      many.put("k" + i, new ArrayList<>(List.of(i)));
    }
    assertEquals(many, read(java(many)));
    assertEquals(many, Batches.roundTrip(new Gadget(many)).inside);
  }
}
