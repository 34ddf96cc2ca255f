package io.conveyor.sequential;

import io.conveyor.ConveyorException;
import io.conveyor.Task;
import io.conveyor.codec.JavaObjects;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;

/** Gives each worker a task of its own, by the way that tasks take to other processes. */
final class TaskCopier {

  private TaskCopier() {}

  static Task copy(Task task, ClassLoader classes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(task);
      out.flush();
      return (Task) JavaObjects.read(bytes.toByteArray(), 0, bytes.size(), classes);
    } catch (IOException | ClassNotFoundException e) {
      throw new ConveyorException(
          ConveyorException.Category.START_FAILED,
          "a task of %s cannot be copied: %s".formatted(task.getClass(), e),
          e);
    }
  }
}
