package io.conveyor.problem;

import java.util.Locale;

/**
 * The kinds of problems that a pipeline can have. Their {@linkplain #code codes} are for programs,
 * and stay the same; the words of a problem may change. {@code docs/problems.md} has an example of
 * each.
 */
public enum ProblemKind {

  /** The text is no YAML, or has tags that a pipeline file cannot have. */
  SYNTAX,

  /** Larger, deeper or more than what is read at all. */
  BEYOND_LIMIT,

  /** A key stands twice in one mapping. */
  DUPLICATE_KEY,

  /** A variable has no value. */
  UNSET_VARIABLE,

  /** A variable is not written, or not declared, as variables are. */
  MALFORMED_VARIABLE,

  /** {@code --set} leads nowhere, or says nothing that could be done. */
  MALFORMED_OVERRIDE,

  /** A file or a directory is not there. */
  UNKNOWN_FILE,

  /** A file or a directory is there, and cannot be what it is named for. */
  UNUSABLE_FILE,

  /** A file includes itself, directly or through others. */
  INCLUDE_CYCLE,

  /** A key that nothing knows. */
  UNKNOWN_KEY,

  /** A key that must be there is missing. */
  MISSING_KEY,

  /** A key or a row that is known, and does not belong there. */
  MISPLACED_KEY,

  /** A value is of another type than its key wants. */
  WRONG_TYPE,

  /** A value is of the right type, but too small, too large, or not of the right form. */
  OUT_OF_RANGE,

  /** A value is none of the few that its key knows. */
  UNKNOWN_VALUE,

  /** A name has characters or a form that names cannot have. */
  MALFORMED_NAME,

  /** Two stages have the same name. */
  DUPLICATE_NAME,

  /** Something stands as a stage that is none. */
  UNKNOWN_STAGE,

  /** A row is empty, or mixes stages that cannot stand side by side. */
  MALFORMED_ROW,

  /** A row asks for other lanes than those it meets. */
  ROW_DOES_NOT_FIT,

  /** Settings of a stage cannot go together, or not with its job. */
  SETTINGS_CLASH,

  /** Inputs are given to a pipeline that takes none, or the other way round. */
  INPUTS_DO_NOT_FIT,

  /** There is no class of that name, or one that it needs is missing. */
  UNKNOWN_CLASS,

  /** The class has no method of that name or with those parameters. */
  UNKNOWN_METHOD,

  /** What is named is there, but nothing that could be a job. */
  UNFIT_JOB,

  /** Several methods or constructors could be meant. */
  AMBIGUOUS_JOB,

  /** A job needs a parameter that it is not given. */
  MISSING_PARAMETER,

  /** A job is given a parameter that it does not have. */
  UNKNOWN_PARAMETER,

  /** A parameter is given as something that it cannot be. */
  UNFIT_PARAMETER,

  /** A Java source does not compile. */
  COMPILE_ERROR,

  /** A stage can take none of what comes to it. */
  TYPE_MISMATCH,

  /** A stage can never get a block. */
  NO_BLOCKS,

  /** There is no engine of that name, or more than one. */
  UNKNOWN_ENGINE,

  /** The engine cannot do what a setting asks for. */
  REFUSED_BY_ENGINE,

  /** A stage hardly can take what comes to it; a warning. */
  UNLIKELY_TYPE,

  /** The engine has no use for a setting; a warning. */
  UNUSED_SETTING,

  /** The engine warns of something that a run may meet; a warning. */
  ENGINE_WARNING,

  /** A durable run would start over after a loss of power; a warning. */
  NO_CHECKPOINTS,

  /** Only a program in Java can bring it about, not a pipeline file. */
  IN_PROGRAM;

  /** Returns what programs know it by, such as {@code unknown-key}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
