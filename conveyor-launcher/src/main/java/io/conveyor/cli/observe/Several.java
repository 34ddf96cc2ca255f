package io.conveyor.cli.observe;

import io.conveyor.Pipeline;
import io.conveyor.RunReport;
import java.util.List;
import java.util.function.Supplier;

/** Several observers of the same run. */
public final class Several implements RunObserver {

  private final List<RunObserver> all;

  /** Creates it. */
  public Several(List<RunObserver> all) {
    this.all = List.copyOf(all);
  }

  @Override
  public void opens(Pipeline pipeline) {
    all.forEach(each -> each.opens(pipeline));
  }

  @Override
  public void follow(Supplier<RunReport> report) {
    all.forEach(each -> each.follow(report));
  }

  @Override
  public void completed() {
    all.forEach(RunObserver::completed);
  }

  @Override
  public void close() {
    all.forEach(RunObserver::close);
  }
}
