package io.conveyor.worker.plan;

import io.conveyor.ConveyorException;
import io.conveyor.OnError;
import io.conveyor.mapped.SealedFile;
import io.conveyor.pipe.PipeSpec;
import io.conveyor.pipe.Subscription;
import io.conveyor.stage.Backoff;
import io.conveyor.stage.StageRules;
import io.conveyor.stage.intake.Intake;
import io.conveyor.stage.state.Keeping;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a worker needs to know to start, in the sealed file {@code worker-PARTICIPANT.plan}: the
 * fields in the order they stand here, as DataOutput writes them.
 *
 * @param participant its number among the participants of the pipeline
 * @param participants how many participants there are
 * @param stage the stage's name
 * @param worker which worker of the stage it is, from 0
 * @param workers how many workers the stage has
 * @param sharedMemory whether the pipeline has shared memory
 * @param durable whether a run that failed may be resumed later
 * @param observed whether the launcher wants to know of each block that the task throws over
 * @param largestBlock the largest encoded block in bytes
 * @param times how long it waits for others
 * @param task the task, as Java serialization writes it
 * @param rules how the task is run
 * @param inputs where its blocks come from
 * @param output where its blocks go
 */
@SuppressWarnings("ArrayRecordComponent") // Plans are written and read, never compared.
public record WorkerPlan(
    int participant,
    int participants,
    String stage,
    int worker,
    int workers,
    boolean sharedMemory,
    boolean durable,
    boolean observed,
    int largestBlock,
    Times times,
    byte[] task,
    StageRules rules,
    List<Input> inputs,
    PipeSpec output) {

  /**
   * One reading end of a pipe.
   *
   * @param pipe the pipe
   * @param subscription which of its subscriptions
   * @param member which member of the subscription
   */
  public record Input(PipeSpec pipe, int subscription, int member) {}

  /**
   * How long a worker waits; of no consequence for what it gives.
   *
   * @param livenessMillis for a reply of the launcher
   * @param stopGraceMillis how long it has to end once it was asked to
   */
  public record Times(long livenessMillis, long stopGraceMillis) {}

  private static final long MAGIC = 0x504c414e00000009L;
  private static final int MOST = 1 << 16;

  /** Creates a plan, copying the list. */
  public WorkerPlan {
    inputs = List.copyOf(inputs);
  }

  /** Writes the plan into a run directory, replacing the one that is there. */
  public void write(Path directory) throws IOException {
    byte[] content = encode();
    file(directory, participant).write(content, content.length);
  }

  /**
   * Returns what identifies the work: the plan as it is written, but for its times, for what
   * becomes of blocks that fail, and for who looks on. A run that a block has ended may be resumed
   * without that block.
   */
  public byte[] identity() throws IOException {
    return encode(new Times(0, 0), rules.withoutFailures(), false);
  }

  /** Returns the plan as it is written. */
  public byte[] encode() throws IOException {
    return encode(times, rules, observed);
  }

  private byte[] encode(Times waits, StageRules how, boolean watched) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(participant);
      out.writeInt(participants);
      out.writeUTF(stage);
      out.writeInt(worker);
      out.writeInt(workers);
      out.writeBoolean(sharedMemory);
      out.writeBoolean(durable);
      out.writeBoolean(watched);
      out.writeInt(largestBlock);
      out.writeLong(waits.livenessMillis());
      out.writeLong(waits.stopGraceMillis());
      out.writeInt(task.length);
      out.write(task);
      out.writeUTF(how.onError().name());
      out.writeInt(how.retries());
      out.writeLong(how.backoff().first().toMillis());
      out.writeInt(how.backoff().most());
      out.writeBoolean(how.ordered());
      out.writeUTF(how.state().name());
      out.writeInt(how.window());
      out.writeInt(how.windowStep());
      out.writeBoolean(how.flatten());
      out.writeBoolean(how.intake().converts());
      out.writeUTF(how.intake().exact());
      out.writeInt(inputs.size());
      for (Input input : inputs) {
        write(input.pipe(), out);
        out.writeInt(input.subscription());
        out.writeInt(input.member());
      }
      write(output, out);
    }
    return bytes.toByteArray();
  }

  private static void write(PipeSpec pipe, DataOutputStream out) throws IOException {
    out.writeInt(pipe.id());
    out.writeUTF(pipe.name());
    out.writeInt(pipe.writer());
    out.writeLong(pipe.byteBound());
    out.writeInt(pipe.blockBound());
    out.writeInt(pipe.largestDocument());
    out.writeInt(pipe.subscriptions().size());
    for (Subscription subscription : pipe.subscriptions()) {
      out.writeUTF(subscription.policy().name());
      out.writeInt(subscription.members().size());
      for (int member : subscription.members()) {
        out.writeInt(member);
      }
    }
  }

  /**
   * Reads the plan of a worker.
   *
   * @param directory the run directory
   * @param participant the worker's number
   * @throws ConveyorException if the file is damaged or foreign
   */
  public static WorkerPlan read(Path directory, int participant) throws IOException {
    SealedFile file = file(directory, participant);
    byte[] content = file.read();
    if (content == null) {
      throw file.corrupt("no such file, expected a worker's plan");
    }
    ByteArrayInputStream left = new ByteArrayInputStream(content);
    try (DataInputStream in = new DataInputStream(left)) {
      int found = in.readInt();
      if (found != participant) {
        throw new IOException("plan of participant %d, expected %d".formatted(found, participant));
      }
      return read(participant, directory, in);
    } catch (IOException | RuntimeException e) {
      throw file.corrupt(
          "not a worker's plan, at byte %d of %d: %s"
              .formatted(content.length - left.available(), content.length, e));
    }
  }

  private static WorkerPlan read(int participant, Path directory, DataInputStream in)
      throws IOException {
    int participants = in.readInt();
    String stage = in.readUTF();
    int worker = in.readInt();
    int workers = in.readInt();
    boolean sharedMemory = in.readBoolean();
    boolean durable = in.readBoolean();
    boolean observed = in.readBoolean();
    int largestBlock = in.readInt();
    Times times = new Times(in.readLong(), in.readLong());
    byte[] task = in.readNBytes(count(in, in.available()));
    StageRules rules =
        new StageRules(
            OnError.valueOf(in.readUTF()),
            in.readInt(),
            new Backoff(Duration.ofMillis(in.readLong()), in.readInt()),
            in.readBoolean(),
            Keeping.valueOf(in.readUTF()),
            in.readInt(),
            in.readInt(),
            in.readBoolean(),
            new Intake(in.readBoolean(), in.readUTF()));
    List<Input> inputs = new ArrayList<>();
    for (int i = count(in, MOST); i > 0; i--) {
      inputs.add(new Input(readPipe(directory, in), in.readInt(), in.readInt()));
    }
    PipeSpec output = readPipe(directory, in);
    if (in.read() != -1) {
      throw new IOException("longer than it should be");
    }
    return new WorkerPlan(
        participant,
        participants,
        stage,
        worker,
        workers,
        sharedMemory,
        durable,
        observed,
        largestBlock,
        times,
        task,
        rules,
        inputs,
        output);
  }

  private static PipeSpec readPipe(Path directory, DataInputStream in) throws IOException {
    int id = in.readInt();
    String name = in.readUTF();
    int writer = in.readInt();
    long byteBound = in.readLong();
    int blockBound = in.readInt();
    int largestDocument = in.readInt();
    List<Subscription> subscriptions = new ArrayList<>();
    for (int i = count(in, MOST); i > 0; i--) {
      Subscription.Policy policy = Subscription.Policy.valueOf(in.readUTF());
      List<Integer> members = new ArrayList<>();
      for (int j = count(in, MOST); j > 0; j--) {
        members.add(in.readInt());
      }
      subscriptions.add(new Subscription(policy, members));
    }
    return new PipeSpec(
        id, name, directory, writer, byteBound, blockBound, largestDocument, subscriptions);
  }

  private static int count(DataInputStream in, int most) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > most) {
      throw new IOException("count of " + count + ", must be 0 to " + most);
    }
    return count;
  }

  private static SealedFile file(Path directory, int participant) {
    return new SealedFile(directory.resolve("worker-" + participant + ".plan"), MAGIC);
  }
}
