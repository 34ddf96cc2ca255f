package io.conveyor.sequential;

import java.util.concurrent.atomic.AtomicLong;

/** What is counted of a stage in a run. Safe from any thread. */
final class MemoryCounts {
  final AtomicLong in = new AtomicLong();
  final AtomicLong out = new AtomicLong();
  final AtomicLong bytes = new AtomicLong();
  final AtomicLong busyNanos = new AtomicLong();
  final AtomicLong skipped = new AtomicLong();
  final AtomicLong deadLettered = new AtomicLong();
  final AtomicLong repeated = new AtomicLong();
}
