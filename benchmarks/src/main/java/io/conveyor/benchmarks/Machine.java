package io.conveyor.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What figures were measured on, in general terms. */
final class Machine {

  private Machine() {}

  static String describe() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return "%d cores, %d GiB, %s %s, JDK %s"
        .formatted(
            system.getAvailableProcessors(),
            Math.round(system.getTotalMemorySize() / (double) (1 << 30)),
            system.getName(),
            system.getArch(),
            Runtime.version().feature());
  }
}
