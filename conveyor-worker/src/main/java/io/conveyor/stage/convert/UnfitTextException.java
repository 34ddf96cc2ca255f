package io.conveyor.stage.convert;

/** A block, or a part of it, is a text where a job takes something else. */
public final class UnfitTextException extends UnfitBlockException {

  private static final long serialVersionUID = 1L;

  UnfitTextException(String prefix, String path, String value, String problem) {
    super(prefix, path, value, problem);
  }

  @Override
  UnfitBlockException remade(String prefix, String where, String what, String why) {
    return new UnfitTextException(prefix, where, what, why);
  }
}
