package io.conveyor.codec;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LazyKryoTest {

  private static final String KRYO = "com.esotericsoftware.kryo.Kryo";

  /** Sends a block through a codec. Public, with a public constructor, for the other loader. */
  public static final class Sender implements Consumer<Object> {
    @Override
    public void accept(Object block) {
      BlockCodec codec = Batches.codec();
      codec.fingerprint();
      Batches.decode(codec, Batches.encode(block), 1);
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void leavesKryoUnloadedUntilABlockNeedsIt() throws Exception {
    try (IsolatedLoader loader = new IsolatedLoader("io.conveyor.codec", "com.esotericsoftware")) {
      Consumer<Object> sender =
          (Consumer<Object>)
              loader.loadClass(Sender.class.getName()).getDeclaredConstructor().newInstance();
      for (Object block : List.of(1, 2L, "text", "\u0416", new byte[9], new double[9])) {
        sender.accept(block);
      }
      assertTrue(loader.hasLoaded(BatchDecoder.class.getName()));
      assertFalse(loader.hasLoaded(KRYO));
      sender.accept(List.of());
      assertTrue(loader.hasLoaded(KRYO));
    }
  }
}
