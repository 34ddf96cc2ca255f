package io.conveyor.cli.doctor;

import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.doctor.Finding.Level;
import io.conveyor.cli.formats.Json;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.cli.terminal.Logs;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
    boolean failed = false;
    for (Supplier<Finding> check : checks()) {
      Finding finding = check.get();
      out.println(json ? line(finding) : Controls.visible(finding.text()));
      failed |= finding.level() == Level.FAIL;
    }
    return failed ? Category.START_FAILED.exitCode() : 0;
  }

  /** The last one takes a moment, in which what the others found is there to read. */
  private static List<Supplier<Finding>> checks() {
    List<Supplier<Finding>> checks = new ArrayList<>();
    Collections.addAll(
        checks,
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
    MachineChecks.tightLimits().forEach(tight -> checks.add(() -> tight));
    checks.add(Trial::run);
    return checks;
  }

  private static String line(Finding finding) {
    return new String(Json.write(Map.of(), finding.values()), StandardCharsets.UTF_8);
  }
}
