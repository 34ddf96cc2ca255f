package io.conveyor.cli.formats;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LineReaderTest {

  private static final long SEED = Long.getLong("seed", new Random().nextLong());

  /** Gives out a few bytes at a time, as pipes do. */
  private static final class Dribble extends InputStream {

    private final byte[] bytes;
    private final Random random;
    private int position;

    Dribble(byte[] bytes, Random random) {
      this.bytes = bytes;
      this.random = random;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("reads single bytes");
    }

    @Override
    public int read(byte[] target, int from, int length) {
      int left = bytes.length - position;
      if (left == 0) {
        return -1;
      }
      int count = Math.min(Math.min(left, length), 1 + random.nextInt(50_000));
      System.arraycopy(bytes, position, target, from, count);
      position += count;
      return count;
    }
  }

  @Test
  void findsTheLinesThatWereWritten() {
    Random random = new Random(SEED);
    for (int round = 0; round < 20; round++) {
      List<String> lines = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(50); i >= 0; i--) {
        String line = line(random);
        lines.add(line);
        text.append(line).append(random.nextBoolean() ? "\r\n" : "\n");
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      LineReader reader = new LineReader("test", new Dribble(bytes, random), 1 << 20);
      List<String> read = new ArrayList<>();
      while (reader.advance()) {
        read.add(reader.text());
      }
      assertEquals(lines, read, "replay with -Dseed=" + SEED);
    }
  }

  /**
   * Mostly short; some longer than the reader's buffer, some with two and three byte characters.
   */
  private static String line(Random random) {
    int length = random.nextInt(10) == 0 ? random.nextInt(200_000) : random.nextInt(100);
    String letters = random.nextBoolean() ? "abc" : "aé€";
    return random
        .ints(length, 0, 3)
        .mapToObj(i -> letters.substring(i, i + 1))
        .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
        .toString();
  }

  @Test
  @Timeout(60)
  void endsWhileItWaitsWhenClosed() throws IOException {
    Pipe pipe = Pipe.open();
    pipe.sink().write(ByteBuffer.wrap("first\nunfinished".getBytes(StandardCharsets.UTF_8)));
    LineReader reader = new LineReader("test", Channels.newInputStream(pipe.source()), 1 << 20);
    assertTrue(reader.advance());
    CompletableFuture<Boolean> next = new CompletableFuture<>();
    Thread waiting = new Thread(() -> next.complete(reader.advance()));
    waiting.start();
    await().until(() -> waiting.getState() == Thread.State.RUNNABLE || next.isDone());
    reader.close();
    assertFalse(next.join(), "a line without its end may be half a line");
    pipe.sink().close();
  }

  @Test
  void acceptsTheReplacementCharacterItself() {
    InputStream in = new ByteArrayInputStream("\uFFFD\n".getBytes(StandardCharsets.UTF_8));
    LineReader reader = new LineReader("test", in, 100);
    assertTrue(reader.advance());
    assertEquals("\uFFFD", reader.text());
  }
}
