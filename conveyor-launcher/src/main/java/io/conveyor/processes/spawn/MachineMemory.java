package io.conveyor.processes.spawn;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much memory there is to share. */
final class MachineMemory {

  private MachineMemory() {}

  /** Returns the memory of this machine, or of the container this runs in, in bytes. */
  static long bytes() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }
}
