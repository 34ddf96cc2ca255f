package io.conveyor.worker.carrier;

/**
 * What each document of a stage's output carries beside its results: how far the stage has come, so
 * that a replacement resumes there. The package description draws it.
 */
final class CommitVector {

  // Behind the inputs.
  private static final int TAKEN = 0;
  private static final int SKIPPED = 1;
  private static final int DEAD_LETTERED = 2;
  private static final int EMITTED = 3;
  private static final int EMITTED_OF = 4;
  private static final int FIRST = 5;

  private final int inputs;
  private final boolean ordered;
  private final long[] words;

  /**
   * Creates a vector.
   *
   * @param committed of the output's last document; empty if there is none
   * @param inputs how many inputs the stage has
   * @param ordered whether each document says which is the first block that it is of
   */
  CommitVector(long[] committed, int inputs, boolean ordered) {
    this.inputs = inputs;
    this.ordered = ordered;
    words = new long[inputs + (ordered ? FIRST + 1 : FIRST)];
    System.arraycopy(committed, 0, words, 0, Math.min(committed.length, words.length));
  }

  /** Returns how far an input is acknowledged by the output's last document, or 0. */
  static long acknowledged(long[] committed, int input) {
    return input < committed.length ? committed[input] : 0;
  }

  /** Returns the words as a document carries them. */
  long[] words() {
    return words;
  }

  /** An input is acknowledged up to a block, which are so many blocks more. */
  void acknowledge(int input, long before, long blocks) {
    words[input] = before;
    words[inputs + TAKEN] += blocks;
  }

  long taken() {
    return words[inputs + TAKEN];
  }

  void skip() {
    words[inputs + SKIPPED]++;
  }

  long skipped() {
    return words[inputs + SKIPPED];
  }

  void deadLetter() {
    words[inputs + DEAD_LETTERED]++;
  }

  long deadLettered() {
    return words[inputs + DEAD_LETTERED];
  }

  /** One of several results of the current block is out. */
  void emit(int input) {
    words[inputs + EMITTED]++;
    words[inputs + EMITTED_OF] = input + 1L;
  }

  /** Returns how many results of the current block are out. */
  long emitted() {
    return words[inputs + EMITTED];
  }

  /** Returns which input the block is of whose results are out in part; -1 if it is of none. */
  int emittedOf() {
    return (int) words[inputs + EMITTED_OF] - 1;
  }

  void emittedAll() {
    words[inputs + EMITTED] = 0;
  }

  /** The next document begins with the results of that block. */
  void beginAt(long block) {
    if (ordered) {
      words[inputs + FIRST] = block;
    }
  }

  /**
   * The blocks of the next document are dropped, and with them what comes behind in their order:
   * the number of the first one is written as its complement.
   */
  void drop() {
    if (ordered && words[inputs + FIRST] >= 0) {
      words[inputs + FIRST] = ~words[inputs + FIRST];
    }
  }

  /** Returns the first block of a document of an ordered stage. */
  static long first(long[] committed) {
    long first = committed[committed.length - 1];
    return first < 0 ? ~first : first;
  }

  /** Returns whether the blocks of a document of an ordered stage were dropped. */
  static boolean isDropped(long[] committed) {
    return committed[committed.length - 1] < 0;
  }

  /** The next document begins where the last one ended. */
  void beginAtAcknowledged() {
    beginAt(words[0]);
  }
}
