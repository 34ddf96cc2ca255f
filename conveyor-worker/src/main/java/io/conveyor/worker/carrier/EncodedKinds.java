package io.conveyor.worker.carrier;

import io.conveyor.codec.state.Backing;
import io.conveyor.codec.types.TypeFacts;
import io.conveyor.stage.state.ObjectKinds;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The kinds of objects that the codec of snapshots tells apart. */
final class EncodedKinds implements ObjectKinds {

  @Override
  public boolean serializesItself(Class<?> type) {
    return TypeFacts.serializesItself(type);
  }

  @Override
  public boolean isWrapper(Class<?> type) {
    return Backing.isWrapper(type);
  }

  @Override
  public @Nullable Object around(Object wrapper, UnaryOperator<@Nullable Object> places) {
    return Backing.around(wrapper, places);
  }
}
