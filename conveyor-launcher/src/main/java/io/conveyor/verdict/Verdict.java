package io.conveyor.verdict;

import java.util.List;
import java.util.Locale;

/**
 * What holds a run back.
 *
 * @param kind what sort of thing it is
 * @param stages which stages it is about; for {@link Kind#WORKERS}, with how many workers each
 *     should have
 * @param gain how many times as fast the run would be then; 1 where nothing is advised
 * @param next what would hold it back then; empty if that is not known
 * @param sentence all of that, for people; empty if there is no verdict
 */
public record Verdict(Kind kind, List<Change> stages, double gain, String next, String sentence) {

  /** What holds a run back. */
  public enum Kind {
    /** Nothing that can be told. */
    NONE,
    /** Stages that should have more workers. */
    WORKERS,
    /** A stage that can have no more workers. */
    STAGE,
    /** The processor cores. */
    CORES,
    /** What gives the inputs. */
    INPUT,
    /** What takes the results. */
    OUTPUT;

    /** Returns its name as JSON has it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What to change of a stage.
   *
   * @param stage its name
   * @param workers how many workers it should have; as many as it has, if that is not advised
   */
  public record Change(String stage, int workers) {}

  /** There is no verdict. */
  static final Verdict NONE = new Verdict(Kind.NONE, List.of(), 1, "", "");

  /** Creates a verdict, copying the list. */
  public Verdict {
    stages = List.copyOf(stages);
  }

  /** Returns whether there is one. */
  public boolean isKnown() {
    return kind != Kind.NONE;
  }
}
