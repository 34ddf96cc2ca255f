package io.conveyor.sequential;

import io.conveyor.ConveyorException;
import io.conveyor.Task;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

/** Gives each worker a task of its own, by the way that tasks take to other processes. */
final class TaskCopier {

  private TaskCopier() {}

  static Task copy(Task task, ClassLoader classes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(task);
      out.flush();
      InputStream copy = new ByteArrayInputStream(bytes.toByteArray());
      try (ObjectInputStream in = new LoaderInput(copy, classes)) {
        return (Task) in.readObject();
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new ConveyorException(
          ConveyorException.Category.START_FAILED,
          "a task of %s cannot be copied: %s".formatted(task.getClass(), e),
          e);
    }
  }

  /** Finds classes where the pipeline's settings say. */
  private static final class LoaderInput extends ObjectInputStream {

    private final ClassLoader classes;

    LoaderInput(InputStream in, ClassLoader classes) throws IOException {
      super(in);
      this.classes = classes;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(description.getName(), false, classes);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description);
      }
    }
  }
}
