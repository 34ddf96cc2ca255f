package io.conveyor.codec;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.KryoSerializable;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.ClosureSerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers;
import com.esotericsoftware.kryo.serializers.FieldSerializer;
import com.esotericsoftware.kryo.serializers.RecordSerializer;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import io.conveyor.codec.cost.Budget;
import io.conveyor.codec.cost.Filling;
import io.conveyor.codec.cost.Weighing;
import io.conveyor.codec.serializers.BoundedSerializers;
import io.conveyor.codec.serializers.JavaSerializer;
import io.conveyor.codec.serializers.Rebuild;
import io.conveyor.codec.serializers.RebuildSerializer;
import io.conveyor.codec.state.Sharing;
import io.conveyor.codec.state.StateSerializers;
import io.conveyor.codec.types.AllowedTypes;
import io.conveyor.codec.types.TypeFacts;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objenesis.strategy.StdInstantiatorStrategy;

/**
 * Kryo, choosing how each class is sent. The choice depends on the class alone, so that all
 * processes make the same one, whatever packages their JVMs open.
 */
final class BlockKryo extends Kryo implements Weighing {

  /**
   * How deeply objects may be nested: what half a megabyte of stack holds, half of what threads
   * have. Running out of stack is worse than an error: it breaks whatever class is being
   * initialized.
   */
  static final int MAX_DEPTH = 500;

  /** Kryo numbers primitives and strings itself. */
  private static final int FIRST_NUMBER = 16;

  /** Serializers that Kryo has, but does not use by itself. */
  private static final Map<Class<?>, Serializer<?>> OPTIONAL =
      Map.of(
          Pattern.class, new DefaultSerializers.PatternSerializer(),
          URI.class, new DefaultSerializers.URISerializer(),
          UUID.class, new DefaultSerializers.UUIDSerializer(),
          AtomicBoolean.class, new DefaultSerializers.AtomicBooleanSerializer(),
          AtomicInteger.class, new DefaultSerializers.AtomicIntegerSerializer(),
          AtomicLong.class, new DefaultSerializers.AtomicLongSerializer(),
          AtomicReference.class, new DefaultSerializers.AtomicReferenceSerializer());

  private final WeighedObjects objects;
  private final @Nullable StateSerializers states;
  private final Serializer<Object> java;
  private final Budget budget = new Budget();
  private @Nullable Filling filling;

  /**
   * Creates one for blocks, or for states.
   *
   * @param fixed for states: whether an object never changes
   */
  BlockKryo(ClassLoader classes, @Nullable Predicate<Object> fixed) {
    this(classes, fixed == null ? null : new Sharing(fixed));
  }

  private BlockKryo(ClassLoader classes, @Nullable Sharing sharing) {
    this(classes, sharing, new WeighedObjects(sharing));
  }

  private BlockKryo(ClassLoader classes, @Nullable Sharing sharing, WeighedObjects objects) {
    super(objects);
    this.objects = objects;
    this.states = sharing == null ? null : new StateSerializers(sharing);
    this.java = states == null ? new JavaSerializer() : states.java();
    setClassLoader(classes);
    setRegistrationRequired(false);
    setMaxDepth(MAX_DEPTH + 1); // A null at the end counts too.
    setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
    int number = FIRST_NUMBER;
    for (Class<?> type : NumberedTypes.KNOWN_TO_KRYO) {
      register(type, numbered(type), number++);
    }
    for (Rebuild rebuild : Rebuild.ALL) {
      Rebuild kind = states == null ? rebuild : StateSerializers.of(rebuild);
      register(rebuild.type(), new RebuildSerializer(kind), number++);
    }
    // What Kryo takes lambdas and proxies for; their own classes exist in this process only.
    register(ClosureSerializer.Closure.class, java, number++);
    register(InvocationHandler.class, java, number++);
    for (Class<?> type : NumberedTypes.OWN) {
      register(type, byKryo(type), number++);
    }
  }

  private Serializer<?> numbered(Class<?> type) {
    Serializer<?> ofStates = states == null ? null : states.of(type);
    if (ofStates != null) {
      return ofStates;
    }
    Serializer<?> optional = OPTIONAL.get(type);
    return optional != null ? optional : byKryo(type);
  }

  @Override
  @SuppressWarnings("rawtypes") // As Kryo declares it.
  public Serializer getDefaultSerializer(Class type) {
    return choose(type);
  }

  /** Asked once for each class, whether it is met in an object or named by bytes. */
  private Serializer<?> choose(Class<?> type) {
    String refusal = AllowedTypes.blockRefusal(type);
    Serializer<?> ofStates = states == null || refusal != null ? null : states.of(type);
    if (refusal != null) {
      throw new KryoException(refusal);
    } else if (ofStates != null) {
      return ofStates;
    } else if (type.isArray() || Enum.class.isAssignableFrom(type)) {
      return byKryo(type);
    } else if (TypeFacts.isOfJdk(type)) {
      return chooseForJdk(type);
    } else if (type.isAnnotationPresent(DefaultSerializer.class)
        || KryoSerializable.class.isAssignableFrom(type)) {
      return super.getDefaultSerializer(type);
    } else if (TypeFacts.serializesItself(type)) {
      return java;
    } else if (type.isRecord()) {
      return new RecordSerializer<>(type);
    }
    return TypeFacts.hasHiddenState(type) ? javaIfSerializable(type) : fields(type);
  }

  private Serializer<?> chooseForJdk(Class<?> type) {
    if (Charset.class.isAssignableFrom(type)) {
      return super.getDefaultSerializer(type);
    } else if (ByteBuffer.class.isAssignableFrom(type)) {
      return new RebuildSerializer(Rebuild.buffer(type));
    } else if (Rebuild.isView(type) && !Serializable.class.isAssignableFrom(type)) {
      return new RebuildSerializer(Rebuild.view(type));
    }
    return javaIfSerializable(type);
  }

  private Serializer<?> javaIfSerializable(Class<?> type) {
    if (!Serializable.class.isAssignableFrom(type)) {
      throw new KryoException(type.getTypeName() + " is not serializable");
    }
    return java;
  }

  /** Synthetic fields are what inner and anonymous classes capture. */
  private Serializer<?> fields(Class<?> type) {
    FieldSerializer.FieldSerializerConfig config = new FieldSerializer.FieldSerializerConfig();
    config.setIgnoreSyntheticFields(false);
    return new FieldSerializer<>(this, type, config);
  }

  /** As Kryo chooses, but bounded. */
  private Serializer<?> byKryo(Class<?> type) {
    Serializer<?> serializer = super.getDefaultSerializer(type);
    Serializer<?> bounded = BoundedSerializers.of(this, type, serializer);
    return bounded != null ? bounded : serializer;
  }

  /** Reads a block; its bytes are all of the input. */
  Object readBlock(Input input, @Nullable Object owner) {
    budget.start(input.limit() - (long) input.position());
    objects.start(input, budget);
    filling = null;
    if (owner != null) {
      objects.read(owner);
    }
    return readClassAndObject(input);
  }

  /** Writes a block, in which an object may be referred to that the reader has. */
  void writeBlock(Output output, Object block, @Nullable Object owner) {
    if (owner != null) {
      objects.addWrittenObject(owner);
    }
    writeClassAndObject(output, block);
  }

  @Override
  public Budget budget() {
    return budget;
  }

  @Override
  public long weighed(Input input) {
    return input.position() + budget.repeated() + budget.open();
  }

  @Override
  public @Nullable Filling filling() {
    return filling;
  }

  @Override
  public void fill(@Nullable Filling other) {
    filling = other;
  }

  @Override
  public void fill(Filling.Kind kind, Collection<?> collection, int size, long comparator) {
    filling = Filling.of(budget, kind, getDepth(), collection, size, comparator);
  }

  @Override
  public void fill(Filling.Kind kind, Map<?, ?> map, int size, long comparator) {
    filling = Filling.of(budget, kind, getDepth(), map, size, comparator);
  }

  @Override
  public Object readClassAndObject(Input input) {
    int id = objects.size();
    long open = budget.open();
    long before = weighed(input);
    return weigh(super.readClassAndObject(input), id, input, before, open);
  }

  @Override
  public <T> T readObject(Input input, Class<T> type) {
    int id = objects.size();
    long open = budget.open();
    long before = weighed(input);
    return weigh(super.readObject(input, type), id, input, before, open);
  }

  @Override
  @SuppressWarnings("rawtypes") // As Kryo declares it.
  public <T> T readObject(Input input, Class<T> type, Serializer serializer) {
    int id = objects.size();
    long open = budget.open();
    long before = weighed(input);
    return weigh(super.readObject(input, type, serializer), id, input, before, open);
  }

  @Override
  public <T> @Nullable T readObjectOrNull(Input input, Class<T> type) {
    int id = objects.size();
    long open = budget.open();
    long before = weighed(input);
    return weigh(super.readObjectOrNull(input, type), id, input, before, open);
  }

  @Override
  @SuppressWarnings("rawtypes") // As Kryo declares it.
  public <T> @Nullable T readObjectOrNull(Input input, Class<T> type, Serializer serializer) {
    int id = objects.size();
    long open = budget.open();
    long before = weighed(input);
    return weigh(super.readObjectOrNull(input, type, serializer), id, input, before, open);
  }

  /** Notes what an object weighs, and has it paid for if it is about to be put into something. */
  private <T> T weigh(T object, int id, Input input, long before, long open) {
    long weight = weighed(input) - before;
    objects.weigh(id, weight - (budget.open() - open));
    Filling target = filling;
    if (target != null && target.isAt(getDepth())) {
      target.met(object, weight);
    }
    return object;
  }
}
