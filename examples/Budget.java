import io.conveyor.CommonMemory;
import io.conveyor.Job;
import io.conveyor.JobContext;

/** Money that several processes spend, and none may overspend. */
public final class Budget implements Job<Integer, String> {

  private static final long BUDGET = 100;

  private transient CommonMemory memory;
  private transient CommonMemory.Lock lock;
  private transient long spent;
  private transient long refused;

  @Override
  public void open(JobContext context) {
    memory = context.memory();
    lock = memory.lock("budget");
    spent = memory.region("spent", 8).offset();
    refused = memory.region("refused", 8).offset();
  }

  @Override
  public String run(Integer price) {
    try (CommonMemory.Lock.Held held = lock.acquire()) {
      long before = memory.getLong(spent);
      if (before + price > BUDGET) {
        memory.putLong(refused, memory.getLong(refused) + 1);
        return null;
      }
      memory.putLong(spent, before + price);
      return "bought for " + price;
    }
  }

  /** Lets all blocks pass, and tells in the end what is left. */
  public static final class Rest implements Job<String, String> {

    private transient CommonMemory memory;

    @Override
    public void open(JobContext context) {
      memory = context.memory();
    }

    @Override
    public String run(String purchase) {
      return purchase;
    }

    @Override
    public void close() {
      try (CommonMemory.Lock.Held held = memory.lock("budget").acquire()) {
        long spent = memory.getLong(memory.region("spent", 8).offset());
        long refused = memory.getLong(memory.region("refused", 8).offset());
        System.out.println(BUDGET - spent + " left, " + refused + " refused");
      }
    }
  }
}
