import io.conveyor.CommonMemory;
import io.conveyor.Job;
import io.conveyor.JobContext;

/** Measures the lines of a text, beside what becomes of them. */
public final class Metrics {

  private Metrics() {}

  /** Where the counts are, and adding to them. */
  private record Counts(CommonMemory memory, long offset) {

    static Counts of(JobContext context) {
      CommonMemory memory = context.memory();
      return new Counts(memory, memory.region("metrics", 16).offset());
    }

    void add(int characters) {
      memory.getAndAddLong(offset, 1);
      memory.getAndAddLong(offset + 8, characters);
    }

    long lines() {
      return memory.getLongVolatile(offset);
    }

    long characters() {
      return memory.getLongVolatile(offset + 8);
    }
  }

  /** Works on a line, and counts it. */
  public static final class Reverse implements Job<String, String> {

    private transient Counts counts;

    @Override
    public void open(JobContext context) {
      counts = Counts.of(context);
    }

    @Override
    public String run(String line) {
      counts.add(line.length());
      return new StringBuilder(line).reverse().toString();
    }
  }

  /** Lets all blocks pass, and tells in the end what has been counted. */
  public static final class Report implements Job<Object, Object> {

    private transient Counts counts;

    @Override
    public void open(JobContext context) {
      counts = Counts.of(context);
    }

    @Override
    public Object run(Object block) {
      return block;
    }

    @Override
    public void close() {
      System.err.printf("%d lines, %d characters%n", counts.lines(), counts.characters());
    }
  }
}
