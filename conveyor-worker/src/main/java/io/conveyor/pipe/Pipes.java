package io.conveyor.pipe;

import io.conveyor.ConveyorException;
import io.conveyor.bell.Doorbell;
import io.conveyor.log.Log;
import io.conveyor.mapped.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Creates pipes, and opens their reading ends. */
public final class Pipes {

  private Pipes() {}

  /**
   * Creates a pipe's directory, its cursors, and its queue; once, before anybody opens it.
   *
   * @throws UncheckedIOException if it cannot be created, or is there already
   */
  public static void create(PipeSpec spec) {
    try {
      PrivateFiles.createDirectory(spec.home());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + spec.home(), e);
    }
    Cursors.create(spec);
    new Log(spec.log()).make();
  }

  /**
   * Opens a reading end, behind what was acknowledged.
   *
   * @param subscription which of the pipe's subscriptions, from 0
   * @param member which of its members, from 0
   * @param bell of the member's participant
   * @param acknowledged the first block that this member has not acknowledged, as its own output
   *     says, or -1 if it says nothing; counts when it is ahead of what the pipe itself knows
   * @throws ConveyorException of category CORRUPT if the pipe's files are not what they should be
   */
  public static PipeReader openReader(
      PipeSpec spec, int subscription, int member, Doorbell bell, long acknowledged) {
    Cursors cursors = checked(spec, acknowledged);
    return spec.subscriptions().get(subscription).claims()
        ? new ClaimingReader(spec, cursors, subscription, member, bell, acknowledged)
        : new InOrderReader(spec, cursors, subscription, member, bell, acknowledged, false);
  }

  /**
   * Opens the reading end of a sole reader that goes to every document, also to those that have no
   * blocks and are mere commits, and gets what each of them acknowledges.
   *
   * @param subscription which of the pipe's subscriptions, from 0
   * @param bell of the reader's participant
   * @param acknowledged the first block that the reader has not acknowledged, or -1, as in {@link
   *     #openReader}
   * @throws ConveyorException of category CORRUPT if the pipe's files are not what they should be
   */
  public static PipeReader openForCommits(
      PipeSpec spec, int subscription, Doorbell bell, long acknowledged) {
    return new InOrderReader(
        spec, checked(spec, acknowledged), subscription, 0, bell, acknowledged, true);
  }

  private static Cursors checked(PipeSpec spec, long acknowledged) {
    Cursors cursors = Cursors.open(spec);
    cursors.requirePossible();
    cursors.requirePossible(acknowledged);
    return cursors;
  }
}
