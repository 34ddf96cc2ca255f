package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A state is given back as it was, with what its parts share, or the run fails: no copy parts. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class StateAsItWasTest {

  private static final int COUNT = 3_000;

  /** Blocks of which each ends the worker that meets it first. */
  private static final List<Integer> DEADLY = List.of(3, 700, 701, 2_000, COUNT - 1);

  private static void dieAt(Integer block) {
    int which = DEADLY.indexOf(block);
    if (which >= 0 && JobContext.current().memory().compareAndSetInt(4L * which, 0, 1)) {
      Runtime.getRuntime().halt(9);
    }
  }

  /** Serializes by itself what is transient, as collections of libraries do. */
  private static final class Counter implements Serializable {
    private static final long serialVersionUID = 1L;
    private transient int count;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.writeInt(count);
    }

    private void readObject(ObjectInputStream in) throws IOException {
      count = in.readInt();
    }
  }

  /** Whatever goes wrong if the parts of a state come back as copies of their own. */
  static final class Entangled implements Job<Integer, String> {
    private static final long serialVersionUID = 1L;
    private final List<Integer> list = new ArrayList<>();
    private final List<Integer> shown = Collections.unmodifiableList(list);
    private final Integer[] array = {0};
    private final List<Integer> asList = Arrays.asList(array);
    private final Map<Integer, int[]> byKey = new TreeMap<>();
    private final List<int[]> all = new ArrayList<>();
    private final Map<Integer, Integer> recent = new LinkedHashMap<>(16, .75f, true);
    private final Counter counter = new Counter();
    private final List<Adding> listeners = new ArrayList<>(List.of(new Adding()));
    private transient @Nullable Map<Integer, int[]> view;
    private transient @Nullable List<Integer> alias;
    private int total;

    /** Changes the job that it is an inner class of. */
    private final class Adding implements Serializable {
      private static final long serialVersionUID = 1L;

      void add(int block) {
        total += block;
      }
    }

    @Override
    public void open(JobContext context) {
      view = Collections.unmodifiableMap(byKey);
      alias = list;
    }

    @Override
    public String run(Integer block) {
      dieAt(block);
      list.add(block);
      array[0]++;
      byKey
          .computeIfAbsent(
              block % 7,
              key -> {
                int[] made = {0};
                all.add(made);
                return made;
              })[0]++;
      recent.put(block, block);
      if (recent.size() > 5) {
        recent.remove(recent.keySet().iterator().next());
      }
      recent.get(block - 3);
      counter.count++;
      listeners.forEach(listener -> listener.add(block));
      return List.of(
              shown.size(),
              asList,
              all.stream().mapToInt(each -> each[0]).sum(),
              recent.keySet(),
              counter.count,
              total,
              Objects.requireNonNull(view).size(),
              Objects.requireNonNull(alias).size())
          .toString();
    }
  }

  /** Has keys in tables that have been larger, of which the order of the keys depends. */
  static final class Shrunk implements Job<Integer, String> {
    private static final long serialVersionUID = 1L;
    private final Map<Integer, Integer> map = new HashMap<>();
    private final Map<Integer, Integer> concurrent = new ConcurrentHashMap<>();
    private final Set<Integer> set = new HashSet<>();

    @Override
    public String run(Integer block) {
      dieAt(block);
      int key = block * 37;
      map.put(key, block);
      concurrent.put(key, block);
      set.add(key);
      int old = (block - (block < 300 ? 300 : 9)) * 37;
      if (block == 300) {
        map.clear();
        concurrent.clear();
        set.clear();
      }
      map.remove(old);
      concurrent.remove(old);
      set.remove(old);
      return block < 300 ? "" : map.keySet() + " " + concurrent.keySet() + " " + set;
    }
  }

  private static List<String> results(Processor stage, boolean deadly) {
    try (Pipeline pipeline =
        new Pipeline().sharedMemory(64).add(new Processor((Integer i) -> i)).add(stage)) {
      if (!deadly) {
        pipeline.engine(Pipeline.SEQUENTIAL);
      }
      pipeline.open();
      for (int i = 0; i < DEADLY.size(); i++) {
        pipeline.memory().putInt(4L * i, deadly ? 0 : 1);
      }
      try (Results<String> results = pipeline.results(IntStream.range(0, COUNT))) {
        List<String> all = results.stream().toList();
        assertEquals(deadly ? DEADLY.size() : 0, results.report().restarts());
        return all;
      }
    }
  }

  @Test
  void keepsWhatItsPartsShareAndWhatLeadsToTheJobItself() {
    assertEquals(
        results(new Processor(new Entangled()), false),
        results(new Processor(new Entangled()), true));
  }

  @Test
  void keepsTheOrderOfKeysInTablesThatWereLarger() {
    assertEquals(
        results(new Processor(new Shrunk()), false), results(new Processor(new Shrunk()), true));
  }

  /** The same for all who use it, so that it is no part of a job. */
  @SuppressWarnings("ImmutableEnumChecker")
  private enum Global {
    ONE;

    private final List<Integer> all = new ArrayList<>();
  }

  /** What would come back as a copy with a life of its own. */
  enum Kind {
    ENUM_THAT_CHANGES {
      @Override
      Object[] parts() {
        return new Object[] {Global.ONE, Global.ONE.all};
      }
    },
    VIEW {
      @Override
      Object[] parts() {
        List<Integer> all = new ArrayList<>(List.of(1, 2, 3));
        return new Object[] {all.subList(1, 2), all};
      }
    },
    KEYS_BY_IDENTITY {
      @Override
      Object[] parts() {
        int[] key = {0};
        IdentityHashMap<Object, Integer> map = new IdentityHashMap<>();
        map.put(key, 1);
        return new Object[] {map, key};
      }
    },
    BUFFER {
      @Override
      Object[] parts() {
        return new Object[] {ByteBuffer.allocate(8)};
      }
    },
    SHARED_WITH_A_QUEUE {
      @Override
      Object[] parts() {
        int[] shared = {0};
        return new Object[] {new LinkedBlockingQueue<>(List.of(shared)), shared};
      }
    };

    abstract Object[] parts();
  }

  static final class Holding implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;
    private final Kind kind;
    private final Object[] parts = new Object[2];
    private boolean held;

    Holding(Kind kind) {
      this.kind = kind;
    }

    @Override
    public Integer run(Integer block) {
      dieAt(block);
      if (!held) {
        held = true;
        System.arraycopy(kind.parts(), 0, parts, 0, kind.parts().length);
      }
      return block;
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void failsTheRunWhereACopyWouldPart(Kind kind) {
    Processor stage = new Processor(new Holding(kind)).name("holder");
    ConveyorException failure = assertThrows(ConveyorException.class, () -> results(stage, true));
    assertEquals(Category.WORKER_DIED, failure.category());
    assertTrue(failure.getMessage().contains("Holding.parts"), failure::getMessage);
  }
}
