package io.conveyor.cli.letters;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Pipeline;
import io.conveyor.deadletters.DeadLetter;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.deadletters.DeadLetterDirectory;
import io.conveyor.yaml.PipelineFile;
import io.conveyor.yaml.text.Suggestions;
import io.conveyor.yaml.text.Variables;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A directory of dead letters, and the pipeline file that their classes come from, if given. */
final class Letters implements AutoCloseable {

  private final @Nullable PipelineFile file;
  private final Path place;
  private final DeadLetterDirectory directory;
  private final LetterBlocks blocks;

  private Letters(@Nullable PipelineFile file, Path place) {
    this.file = file;
    this.place = place;
    this.directory = DeadLetterDirectory.open(place);
    this.blocks =
        new LetterBlocks(
            directory,
            file == null
                ? Letters.class.getClassLoader()
                : file.pipeline().settings().classLoader());
  }

  /**
   * Opens a directory.
   *
   * @param directory where it is, or null for that of the pipeline
   * @param pipeline the pipeline file, if any
   * @param variables what stands for variables in the file
   * @throws ConveyorException if neither is given, or there is no such directory
   */
  static Letters open(
      @Nullable Path directory, @Nullable Path pipeline, Supplier<Variables> variables) {
    if (pipeline == null && directory == null) {
      throw new ConveyorException(
          Category.USAGE,
          "no dead letters: name their directory, or a pipeline file with --pipeline");
    }
    if (pipeline == null) {
      return new Letters(null, Objects.requireNonNull(directory));
    }
    PipelineFile file = PipelineFile.load(pipeline, List.of(), variables.get(), true);
    try {
      return new Letters(file, directory != null ? directory : placeOf(file.pipeline()));
    } catch (ConveyorException e) {
      file.close();
      throw e;
    }
  }

  private static Path placeOf(Pipeline pipeline) {
    return DeadLetterBox.directory(pipeline.name(), pipeline.settings());
  }

  Path place() {
    return place;
  }

  List<DeadLetter> list() {
    return directory.list();
  }

  /** Returns a letter's crash report, or null if it has none. */
  @Nullable Path crashFile(DeadLetter letter) {
    return directory.crashFile(letter);
  }

  LetterBlocks blocks() {
    return blocks;
  }

  /**
   * Returns the letter of an id.
   *
   * @throws ConveyorException if there is none
   */
  static DeadLetter find(String id, List<DeadLetter> letters, Path place) {
    return letters.stream()
        .filter(letter -> letter.id().equals(id))
        .findFirst()
        .orElseThrow(() -> unknown(id, letters, place));
  }

  private static ConveyorException unknown(String id, List<DeadLetter> letters, Path place) {
    String near = Suggestions.didYouMean(id, letters.stream().map(DeadLetter::id).toList());
    return new ConveyorException(
        Category.USAGE, "%s: no dead letter '%s'%s".formatted(place, id, near));
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
