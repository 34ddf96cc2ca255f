package io.conveyor.sequential;

import io.conveyor.ConveyorException;
import io.conveyor.Job;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

/** Gives each worker a job of its own, by the way that jobs take to other processes. */
final class JobCopier {

  private JobCopier() {}

  @SuppressWarnings("unchecked") // What goes into a job is not known here.
  static Job<Object, Object> copy(Job<?, ?> job, ClassLoader classes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(job);
      out.flush();
      InputStream copy = new ByteArrayInputStream(bytes.toByteArray());
      try (ObjectInputStream in = new LoaderInput(copy, classes)) {
        return (Job<Object, Object>) in.readObject();
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new ConveyorException(
          ConveyorException.Category.START_FAILED,
          "a job of %s cannot be copied: %s".formatted(job.getClass(), e),
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
