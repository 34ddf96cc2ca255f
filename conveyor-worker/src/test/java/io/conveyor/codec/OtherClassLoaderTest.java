package io.conveyor.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.conveyor.codec.blocks.Sent;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class OtherClassLoaderTest {

  @Test
  void findsClassesOfAllKindsInTheLoaderItWasGiven() throws Exception {
    List<Supplier<String>> blocks = Sent.all();
    byte[] batch = Batches.encode(blocks.toArray());
    try (IsolatedLoader loader = new IsolatedLoader(Sent.class.getPackageName())) {
      BlockCodec codec = BlockCodec.create(loader, Batches.LARGEST_BLOCK);
      List<Object> received = Batches.decode(codec, batch, blocks.size());
      for (int i = 0; i < blocks.size(); i++) {
        Supplier<?> copy = (Supplier<?>) received.get(i);
        assertNotSame(blocks.get(i).getClass(), copy.getClass());
        assertSame(loader, copy.getClass().getClassLoader());
        assertEquals(blocks.get(i).get(), copy.get());
      }
    }
  }
}
