import io.conveyor.CommonMemory;
import io.conveyor.JobContext;
import java.util.Arrays;

/** Three jobs, each in a process of its own, that write and read the same memory. */
public final class SharedMemory {

  private SharedMemory() {}

  public static Object fill(Object block) {
    JobContext.current().memory().putBytes(0, new byte[] {0, 11, 22, 33}, 0, 4);
    return block;
  }

  public static Object change(Object block) {
    JobContext.current().memory().putByte(0, (byte) 44);
    return block;
  }

  public static String show(Object block) {
    CommonMemory memory = JobContext.current().memory();
    byte[] bytes = new byte[4];
    memory.getBytes(0, bytes, 0, 4);
    return Arrays.toString(bytes);
  }
}
