package io.conveyor.cli.doctor;

import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.doctor.Finding.Level;
import io.conveyor.cli.formats.Json;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.cli.terminal.Logs;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds out whether pipelines can run here. */
@Command(
    name = "doctor",
    description =
        "Finds out whether this machine has what pipelines need, and says what to do if not.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Exits with 0 if pipelines can run, be it with warnings; with 3 if they cannot.",
      "",
      "Example:",
      "  conveyor doctor"
    })
public final class DoctorCommand implements Callable<Integer> {

  private final Console console;

  @Option(names = "--json", description = "Writes each finding as JSON on a line.")
  private boolean json;

  public DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Logs.configure(false, true);
    PrintStream out = console.printOut();
    boolean[] failed = new boolean[1];
    findings()
        .forEach(
            finding -> {
              out.println(json ? line(finding) : Controls.visible(finding.text()));
              failed[0] |= finding.level() == Level.FAIL;
            });
    return failed[0] ? Category.START_FAILED.exitCode() : 0;
  }

  /** One after the other, as they are written: the last one takes a moment. */
  private static Stream<Finding> findings() {
    Stream<Supplier<Finding>> first =
        Stream.of(
            JvmChecks::java,
            JvmChecks::archive,
            JvmChecks::encoding,
            MachineChecks::processors,
            MachineChecks::memory,
            MachineChecks::openFiles,
            MachineChecks::processes,
            PlaceChecks::pipes,
            PlaceChecks::temporaryFiles,
            PlaceChecks::sockets);
    return Stream.of(
            first.map(Supplier::get),
            MachineChecks.tightLimits(),
            Stream.of(1).map(i -> Trial.run()))
        .flatMap(each -> each);
  }

  private static String line(Finding finding) {
    return new String(Json.write(Map.of(), finding.values()), StandardCharsets.UTF_8);
  }
}
