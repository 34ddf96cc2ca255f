package io.conveyor.processes.supervise;

import io.conveyor.control.ControlLink;
import io.conveyor.control.Frame;
import io.conveyor.processes.child.Child;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks that who says hello over a control link is the worker that was started as this one. */
final class Handshake {

  private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);

  private final String codec;

  /**
   * Creates a check.
   *
   * @param codec how this launcher encodes blocks
   */
  Handshake(String codec) {
    this.codec = codec;
  }

  /** Returns why who says hello cannot be that worker, or null if it can. */
  @Nullable String misfit(@Nullable Child child, Frame.Hello hello) {
    if (child == null) {
      return "there is no such worker";
    }
    if (child.isLinked()) {
      return "that worker has its link";
    }
    if (hello.pid() != child.pid()) {
      return "that worker is process " + child.pid();
    }
    if (hello.protocol() != Frame.PROTOCOL) {
      return "this launcher speaks protocol " + Frame.PROTOCOL;
    }
    return hello.codec().equals(codec) ? null : "this launcher encodes blocks as " + codec;
  }

  /** Closes a link that is none of a worker's. */
  static void refuse(ControlLink link, Frame.Hello hello, @Nullable String misfit) {
    LOG.error("a link is refused, from {}: {}", hello, misfit);
    try {
      link.close();
    } catch (IOException e) {
      LOG.trace("closing a control link", e);
    }
  }
}
