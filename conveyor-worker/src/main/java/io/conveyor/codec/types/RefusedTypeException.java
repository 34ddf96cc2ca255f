package io.conveyor.codec.types;

/** Bytes name a class that they may not, or something is to be written that could not be read. */
public final class RefusedTypeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RefusedTypeException(String message) {
    super(message);
  }
}
