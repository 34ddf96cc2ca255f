package io.conveyor.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailureTest {

  record Wrapper(Object content) {}

  static final class Holder {
    Object held;
  }

  public static final class Node {
    Node next;
  }

  static final class JavaNode implements Serializable {
    private static final long serialVersionUID = 1L;
    transient JavaNode next;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.writeObject(next);
    }
  }

  static final class Hostile implements Serializable {
    private static final long serialVersionUID = 1L;

    private void writeObject(ObjectOutputStream out) {
      throw new AssertionError("hostile");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("hostile");
    }
  }

  private static String failure(Object block) {
    return failure(Batches.codec().encoder(), block);
  }

  /** Tries to encode, and checks that the encoder can be used all the same. */
  private static String failure(BatchEncoder encoder, Object block) {
    encoder.add(List.of("before"));
    ConveyorException e = assertThrows(ConveyorException.class, () -> encoder.add(block));
    assertEquals(Category.RUN_FAILED, e.category());
    encoder.add(List.of("after"));
    byte[] batch = Arrays.copyOf(encoder.bytes(), encoder.size());
    assertEquals(List.of(List.of("before"), List.of("after")), Batches.decode(batch, 2));
    assertTrue(e.getMessage().contains(block.getClass().getTypeName()), e.getMessage());
    return e.getMessage();
  }

  @Test
  void namesTheTypeAndThePathToWhatCannotBeEncoded() {
    Holder inner = new Holder();
    inner.held = new Thread("never started");
    Holder outer = new Holder();
    outer.held = List.of(new Wrapper(inner));
    String message = failure(outer);
    assertTrue(message.contains("java.lang.Thread is not serializable"), message);
    assertTrue(message.contains("content (java.lang.Object)"), message);
    assertTrue(message.contains("held (" + Holder.class.getName() + ")"), message);
    assertTrue(message.contains("transient"), message);
  }

  @Test
  void refusesWhatHasNoMeaningElsewhere() {
    for (Object block :
        new Object[] {
          new Thread("never started"),
          Stream.of(1),
          List.of(1).iterator(),
          new ThreadLocal<>(),
          (Runnable) () -> {},
          ClassLoader.getSystemClassLoader()
        }) {
      assertTrue(failure(block).contains("is not serializable"));
    }
  }

  @Test
  void namesWhatKeepsJavaSerializationFromItsWork() {
    RuntimeException block = new RuntimeException(new Exception("inner"));
    block.addSuppressed(new UnsendableException());
    String message = failure(block);
    assertTrue(message.contains("java.lang.Object is not serializable"), message);
    assertTrue(failure(new Hostile()).contains("java.lang.AssertionError: hostile"));
  }

  private static final class UnsendableException extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings({"serial", "UnusedVariable"}) // That is the point.
    private final Object unsendable = new Object();
  }

  private static Node chain(int length) {
    Node first = new Node();
    Node last = first;
    for (int i = 1; i < length; i++) {
      last.next = new Node();
      last = last.next;
    }
    return first;
  }

  private static JavaNode javaChain(int length) {
    JavaNode first = null;
    for (int i = 0; i < length; i++) {
      JavaNode node = new JavaNode();
      node.next = first;
      first = node;
    }
    return first;
  }

  @Test
  void keepsChainsAsDeepAsItPromises() {
    int length = 0;
    for (Node node = Batches.roundTrip(chain(BlockKryo.MAX_DEPTH));
        node != null;
        node = node.next) {
      length++;
    }
    assertEquals(BlockKryo.MAX_DEPTH, length);
  }

  @Test
  void refusesGraphsThatAreTooDeep() {
    String message = failure(chain(BlockKryo.MAX_DEPTH + 1));
    assertTrue(message.contains("nested more than 500 objects deep"), message);
  }

  @Test
  void survivesTheEndOfTheStack() throws Exception {
    String message = onStack(256 << 10, () -> failure(javaChain(100_000)));
    assertTrue(message.contains("-Xss"), message);
  }

  @Test
  void survivesTheEndOfTheStackWhileDecoding() throws Exception {
    byte[] batch = onStack(256 << 20, () -> Batches.encode(javaChain(20_000)));
    ConveyorException e =
        onStack(
            256 << 10, () -> assertThrows(ConveyorException.class, () -> Batches.decode(batch, 1)));
    assertEquals(Category.RUN_FAILED, e.category());
    assertTrue(e.getMessage().contains("-Xss"), e.getMessage());
  }

  private static <T> T onStack(long bytes, Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    new Thread(null, task, "stack of " + bytes, bytes).start();
    return task.get();
  }

  @Test
  void saysSoWhenAClassIsMissingWhereABlockArrivesAndGoesOn() throws Exception {
    Object unknown =
        new Elsewhere().loadClass(Elsewhere.NAME).getDeclaredConstructor().newInstance();
    byte[] batch = Batches.encode(unknown, List.of("known"));
    BatchDecoder decoder = Batches.codec().decoder();
    decoder.reset(batch, 0, batch.length, 2);
    ConveyorException e = assertThrows(ConveyorException.class, decoder::next);
    assertEquals(Category.RUN_FAILED, e.category());
    assertTrue(e.getMessage().contains(Elsewhere.NAME), e.getMessage());
    assertTrue(e.getMessage().contains("class path"), e.getMessage());
    assertEquals(List.of("known"), decoder.next());
  }

  /** Has a class that no other loader has: that of this test's nodes, under another name. */
  private static final class Elsewhere extends ClassLoader {

    private static final String NAME = Node.class.getName().replace("Node", "Nope");

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      String resource = name.replace("Nope", "Node").replace('.', '/') + ".class";
      try (InputStream in = FailureTest.class.getClassLoader().getResourceAsStream(resource)) {
        String bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        byte[] renamed = bytes.replace("$Node", "$Nope").getBytes(StandardCharsets.ISO_8859_1);
        return defineClass(name, renamed, 0, renamed.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void refusesCyclesThroughWhatCannotBeMadeBeforeItsParts() {
    List<Object> inner = new ArrayList<>();
    Wrapper record = new Wrapper(inner);
    inner.add(record);
    byte[] batch = Batches.encode(record);
    ConveyorException e = assertThrows(ConveyorException.class, () -> Batches.decode(batch, 1));
    assertEquals(Category.RUN_FAILED, e.category());
    assertTrue(e.getMessage().contains("cycle"), e.getMessage());
  }
}
