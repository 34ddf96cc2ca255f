package io.conveyor.codec;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.face.Face;

/** The bound on what one encoded block may take, in bytes. Immutable. */
record LargestBlock(int bytes) {

  /**
   * Checks the size of an encoded block.
   *
   * @throws ConveyorException of category RESOURCES if it is larger
   */
  void require(Object block, long size) {
    if (size > bytes) {
      throw refusal(block, size + " bytes");
    }
  }

  ConveyorException refusal(Object block, String size) {
    return new ConveyorException(
        Category.RESOURCES,
        "block of type %s takes %s, the limit is %d; raise %s, or emit smaller blocks"
            .formatted(block.getClass().getTypeName(), size, bytes, Face.setting("largest-block")));
  }
}
