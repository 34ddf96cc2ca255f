package io.conveyor.cli.letters;

import picocli.CommandLine.Command;

/** Manages dead letters; only has subcommands. */
@Command(
    name = "dead-letters",
    description = "Shows dead letters, which are blocks that failed, and runs them again.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    footer = {
      "",
      "A stage with 'on-error: dead-letter' keeps the blocks that fail there. They",
      "lie in the directory that 'dead-letters' in the pipeline file names, by default",
      "NAME.dead-letters in the working directory.",
      "",
      "Examples:",
      "  conveyor dead-letters list orders.dead-letters",
      "  conveyor dead-letters retry orders.yaml > results"
    })
public final class DeadLettersCommand {}
