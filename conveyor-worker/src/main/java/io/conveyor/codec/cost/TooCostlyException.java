package io.conveyor.codec.cost;

/** Decoding would take longer, or more memory, than so many bytes may. */
public final class TooCostlyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooCostlyException(String message) {
    super(message);
  }
}
