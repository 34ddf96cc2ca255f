package io.conveyor.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.conveyor.control.Frame;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LetterRepliesTest {

  private static final Duration SHORT = Duration.ofMillis(5);
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void replyIsNotWaitedForWithoutEnd() throws InterruptedException {
    assertNull(new LetterReplies(SHORT).await());
  }

  @Test
  void repliesAreTakenInTheOrderOfTheLetters() throws InterruptedException {
    LetterReplies replies = new LetterReplies(LONG);
    replies.received(new Frame.Kept("one"));
    assertEquals(new Frame.Kept("one"), replies.await());
    replies.received(new Frame.Kept("two"));
    assertEquals(new Frame.Kept("two"), replies.await());
  }

  @Test
  void replyThatIsLateIsNotTakenForThatToTheNextLetter() throws InterruptedException {
    LetterReplies replies = new LetterReplies(SHORT);
    assertNull(replies.await());
    replies.received(new Frame.Kept("late"));
    replies.received(new Frame.Kept("next"));
    assertEquals(new Frame.Kept("next"), replies.await());
  }

  @Test
  void norIsOneWhoseWaitWasInterrupted() throws InterruptedException {
    LetterReplies replies = new LetterReplies(LONG);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, replies::await);
    replies.received(new Frame.Kept("late"));
    replies.received(new Frame.Kept("next"));
    assertEquals(new Frame.Kept("next"), replies.await());
  }
}
