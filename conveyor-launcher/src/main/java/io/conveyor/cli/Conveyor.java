package io.conveyor.cli;

import picocli.CommandLine.Command;

/** The command itself, which only has subcommands. */
@Command(
    name = "conveyor",
    description = "Runs data pipelines in which every stage is its own process.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a job threw, or the run failed for a reason in its own data",
      "2:the command line, the pipeline or its file is wrong; nothing was started",
      "3:a worker could not be started",
      "4:a worker died",
      "5:no room: disk, memory, or a block over the limit",
      "6:a file of a run is damaged, foreign, or of another version",
      "130:interrupted by Ctrl-C (128 + n for signal n)",
      "141:nobody reads the output any more, as with '| head'"
    },
    footer = {"", "Example:", "  conveyor run examples/fourth-root.yaml"})
final class Conveyor {}
