package io.conveyor.cli.templates;

import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Controls;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a pipeline to begin with. */
@Command(
    name = "new",
    description = "Makes a small pipeline that works: its file, a job, inputs and cases.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Says which commands to type next. Nothing is overwritten: if one of the files is",
      "there already, none is written.",
      "",
      "Examples:",
      "  conveyor new",
      "  conveyor new records orders",
      "  conveyor new --list"
    })
public final class NewCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TEMPLATE",
      converter = Template.Converter.class,
      description = "What to begin with: lines (the default), records, words or crash.")
  private Template template = Template.LINES;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIR",
      description = "Where the files go. Default: a directory that is called as the template is.")
  private @Nullable Path directory;

  @Option(names = "--list", description = "Lists the templates, and makes nothing.")
  private boolean list;

  public NewCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PrintStream out = console.printOut();
    if (list) {
      for (Template each : Template.values()) {
        out.println("%-9s%s".formatted(each.word(), each.what()));
      }
    } else {
      make(new ProjectFiles(template, directory == null ? Path.of(template.word()) : directory));
    }
    return 0;
  }

  private void make(ProjectFiles files) {
    files.write();
    String pipeline = word(files, template.pipeline());
    String made =
        template.files().stream().map(name -> word(files, name)).collect(Collectors.joining(", "));
    PrintStream out = console.printOut();
    out.println("made " + made);
    out.println("now type");
    out.println(
        "  conveyor run %s --input %s%s"
            .formatted(pipeline, word(files, template.inputs()), template.options()));
    out.println("  conveyor test " + pipeline);
  }

  /** Returns a file as a shell takes it. */
  private static String word(ProjectFiles files, String name) {
    String file = Controls.name(files.at(name).toString());
    return file.matches("[\\w./@%+=:,-]+") ? file : "'" + file.replace("'", "'\\''") + "'";
  }
}
