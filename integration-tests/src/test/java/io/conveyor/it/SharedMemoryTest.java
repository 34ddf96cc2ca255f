package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.JobContext;
import io.conveyor.JobFailedException;
import io.conveyor.Pipe;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeavesNothingBehind.class)
class SharedMemoryTest {

  static Object writeFour(Object block) {
    JobContext.current().memory().putBytes(0, new byte[] {0, 11, 22, 33}, 0, 4);
    return block;
  }

  static Object writeFirst(Object block) {
    JobContext.current().memory().putByte(0, (byte) 44);
    return block;
  }

  static byte[] readFour(Object block) {
    byte[] bytes = new byte[4];
    JobContext.current().memory().getBytes(0, bytes, 0, 4);
    return bytes;
  }

  @Test
  void runsTheExampleOfTheDocuments() {
    try (Pipeline pipeline = new Pipeline().sharedMemory(10);
        Pipeline other = new Pipeline().sharedMemory(10).add(new Pipe()).open()) {
      pipeline.add(new Processor(SharedMemoryTest::writeFour));
      pipeline.add(new Processor(SharedMemoryTest::writeFirst));
      pipeline.add(new Processor(SharedMemoryTest::readFour));
      pipeline.open();
      assertArrayEquals(new byte[] {44, 11, 22, 33}, pipeline.<byte[]>execute(List.of("abc")));
      byte[] here = new byte[4];
      CommonMemory memory = pipeline.memory();
      memory.getBytes(0, here, 0, 4);
      assertArrayEquals(new byte[] {44, 11, 22, 33}, here);
      assertEquals(0, other.memory().getInt(0), "each pipeline has its own");
    }
  }

  @Test
  void failsToOpenWhenThereIsNoRoomForIt() {
    Pipeline pipeline =
        new Pipeline().sharedMemory(1L << 50).add(new Processor(SharedMemoryTest::readFour));
    ConveyorException failure = assertThrows(ConveyorException.class, pipeline::open);
    assertEquals(Category.RESOURCES, failure.category());
    assertTrue(failure.getMessage().contains("lower sharedMemory(...)"), failure.getMessage());
  }

  @Test
  void saysHowToGetMemoryWhenThereIsNone() {
    Pipeline pipeline = new Pipeline().add(new Processor(SharedMemoryTest::writeFour));
    JobFailedException failure =
        assertThrows(JobFailedException.class, () -> pipeline.run(List.of(1)));
    assertTrue(failure.getMessage().contains("sharedMemory(...)"), failure.getMessage());
  }
}
