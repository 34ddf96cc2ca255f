package io.conveyor.worker;

import io.conveyor.control.Alive;
import io.conveyor.control.ControlLink;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;

/**
 * The main class of a worker's JVM. Its arguments: the run directory, the directory of the run's
 * sockets, and which participant of the run to be. All else is in the participant's plan.
 *
 * <p>Exit codes: 0 when it was asked to end, 3 when it has no memory left, 70 when it could not
 * start (the launcher gets the reason), 71 when the launcher is gone, 72 when what its job had
 * started did not end.
 */
public final class WorkerMain {

  /** As the JVM's own, by {@code -XX:+ExitOnOutOfMemoryError}. */
  static final int EXIT_OUT_OF_MEMORY = 3;

  /** The worker could not start, and has reported why. */
  static final int EXIT_NOT_STARTED = 70;

  /** The launcher is gone. */
  static final int EXIT_ORPHANED = 71;

  /** All work was done, but threads or shutdown hooks of the job did not end, and were ended. */
  public static final int EXIT_STUCK = 72;

  private WorkerMain() {}

  /**
   * Runs a worker.
   *
   * @param args the run directory, the directory of its sockets, and the participant
   * @throws Exception if there is no launcher to report to
   */
  public static void main(String[] args) throws Exception {
    IgnoredSignals.ignore();
    Path directory = Path.of(args[0]);
    Path sockets = Path.of(args[1]);
    int participant = Integer.parseInt(args[2]);
    ControlLink link = connect(sockets);
    Ending ending;
    try {
      Alive.hold(directory);
      Worker worker = new Worker(directory, sockets, participant, link);
      worker.run();
      worker.finished();
      ending = new Ending(worker.stopGrace());
    } catch (Throwable e) {
      Thread.interrupted(); // The link would close upon what the task may have done to its thread.
      link.send(FailureFrame.ofStart(e));
      System.out.flush();
      Runtime.getRuntime().halt(EXIT_NOT_STARTED);
      throw e;
    }
    ending.end();
  }

  /** A launcher that ended while this process started leaves nobody to report to. */
  private static ControlLink connect(Path sockets) throws IOException {
    try {
      return ControlLink.connect(sockets);
    } catch (SocketException e) {
      Runtime.getRuntime().halt(EXIT_ORPHANED);
      throw e;
    }
  }
}
