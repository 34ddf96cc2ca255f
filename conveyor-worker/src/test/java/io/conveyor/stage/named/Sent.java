package io.conveyor.stage.named;

import io.conveyor.BlockId;
import io.conveyor.CommonMemory;
import io.conveyor.JobContext;
import io.conveyor.Task;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** Tasks as they get to a worker. */
final class Sent {

  /** Nothing here asks the context for anything. */
  static final JobContext NO_CONTEXT =
      new JobContext() {
        @Override
        public String stage() {
          return "test";
        }

        @Override
        public int worker() {
          return 0;
        }

        @Override
        public int workers() {
          return 1;
        }

        @Override
        public BlockId blockId() {
          throw new IllegalStateException();
        }

        @Override
        public System.Logger logger() {
          throw new IllegalStateException();
        }

        @Override
        public CommonMemory memory() {
          throw new IllegalStateException();
        }
      };

  private Sent() {}

  @SuppressWarnings("unchecked") // What is read is what was written.
  static <T extends Task> T copy(T task) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(task);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }
}
