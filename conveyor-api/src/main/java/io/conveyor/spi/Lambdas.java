package io.conveyor.spi;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import org.jspecify.annotations.Nullable;

/** Looks into serializable lambdas, whatever module their class is in. */
public final class Lambdas {

  private Lambdas() {}

  /**
   * Returns what a lambda or a method reference is sent as, which names its method and holds what
   * it captures.
   *
   * @param lambda an object that may be one
   * @return its recipe, or null if it is none
   */
  public static @Nullable SerializedLambda recipe(Serializable lambda) {
    try (Looking out = new Looking()) {
      out.writeObject(lambda);
      return out.found;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** Meets the recipe, which a lambda replaces itself by, and writes nothing of it. */
  private static final class Looking extends ObjectOutputStream {

    private @Nullable SerializedLambda found;

    Looking() throws IOException {
      super(OutputStream.nullOutputStream());
      enableReplaceObject(true);
    }

    @Override
    protected @Nullable Object replaceObject(Object object) {
      if (found == null && object instanceof SerializedLambda recipe) {
        found = recipe;
      }
      return found == null ? object : null;
    }
  }
}
