package io.conveyor.cli.letters;

import picocli.CommandLine.Command;

/** Looks after blocks that were put aside; only has subcommands. */
@Command(
    name = "dead-letters",
    description = "Shows blocks that were put aside, and runs them again.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    footer = {
      "",
      "A stage with 'on-error: dead-letter' puts blocks aside that it cannot do. They",
      "lie in the directory that 'dead-letters' in the pipeline file names, by default",
      "NAME.dead-letters in the working directory.",
      "",
      "Examples:",
      "  conveyor dead-letters list orders.dead-letters",
      "  conveyor dead-letters retry orders.yaml > results"
    })
public final class DeadLettersCommand {}
