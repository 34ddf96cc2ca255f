package io.conveyor.control;

import io.conveyor.RemoteException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Throwables as text: whatever a job throws can be told, also when it cannot be serialized, refers
 * to itself, or throws again when it is asked for its message.
 */
public final class RemoteThrowables {

  private static final int MOST_CAUSES = 16;
  private static final int MOST_ELEMENTS = 128;
  private static final int MOST_CHARACTERS = 8_000;
  private static final int MOST_NAME_CHARACTERS = 1_000;

  /** What all stack traces take, at most, in bytes: what messages take beside fits a frame too. */
  private static final int MOST_TRACE_BYTES = 512 << 10;

  private static final int UTF_BYTES = 3;

  private int traceBytesLeft = MOST_TRACE_BYTES;

  private RemoteThrowables() {}

  /** Returns a copy of a throwable that holds nothing but text, cut to a sane size. */
  public static RemoteException describe(Throwable thrown) {
    return new RemoteThrowables().describe(thrown, 0);
  }

  private RemoteException describe(Throwable thrown, int depth) {
    String type = name(thrown.getClass().getName());
    try {
      Throwable cause = thrown.getCause();
      return new RemoteException(
          type,
          cut(thrown.getMessage()),
          cut(thrown.getStackTrace()),
          cause == null || depth == MOST_CAUSES ? null : describe(cause, depth + 1));
    } catch (Throwable hostile) {
      return new RemoteException(
          type,
          "(its message cannot be had: asking for it throws "
              + name(hostile.getClass().getName())
              + ")",
          cut(hostile.getStackTrace()),
          null);
    }
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= MOST_CHARACTERS
        ? text
        : text.substring(0, MOST_CHARACTERS) + "… (" + text.length() + " characters)";
  }

  private StackTraceElement[] cut(StackTraceElement[] trace) {
    List<StackTraceElement> elements = new ArrayList<>();
    for (StackTraceElement element : trace) {
      StackTraceElement cut =
          new StackTraceElement(
              name(element.getClassName()),
              name(element.getMethodName()),
              element.getFileName() == null ? null : name(element.getFileName()),
              element.getLineNumber());
      traceBytesLeft -= UTF_BYTES * cut.toString().length();
      if (elements.size() == MOST_ELEMENTS || traceBytesLeft < 0) {
        break;
      }
      elements.add(cut);
    }
    return elements.toArray(StackTraceElement[]::new);
  }

  /** Names are long only where somebody means harm. */
  private static String name(String name) {
    return name.length() <= MOST_NAME_CHARACTERS ? name : name.substring(0, MOST_NAME_CHARACTERS);
  }

  static void write(RemoteException thrown, DataOutputStream out) throws IOException {
    writeOrNone(thrown, out);
  }

  static void writeOrNone(@Nullable RemoteException thrown, DataOutputStream out)
      throws IOException {
    for (@Nullable Throwable each = thrown; each != null; each = each.getCause()) {
      RemoteException remote = (RemoteException) each;
      out.writeBoolean(true);
      out.writeUTF(remote.type());
      writeNullable(remote.getMessage(), out);
      StackTraceElement[] trace = remote.getStackTrace();
      out.writeShort(trace.length);
      for (StackTraceElement element : trace) {
        out.writeUTF(element.getClassName());
        out.writeUTF(element.getMethodName());
        writeNullable(element.getFileName(), out);
        out.writeInt(element.getLineNumber());
      }
    }
    out.writeBoolean(false);
  }

  static RemoteException read(DataInputStream in) throws IOException {
    RemoteException thrown = readOrNone(in);
    if (thrown == null) {
      throw new ProtocolException("a failure without a throwable");
    }
    return thrown;
  }

  static @Nullable RemoteException readOrNone(DataInputStream in) throws IOException {
    return readFrom(in, 0);
  }

  private static @Nullable RemoteException readFrom(DataInputStream in, int depth)
      throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    if (depth > MOST_CAUSES) {
      throw new ProtocolException("more than " + MOST_CAUSES + " causes");
    }
    String type = in.readUTF();
    String message = readNullable(in);
    int elements = in.readUnsignedShort();
    if (elements > MOST_ELEMENTS) {
      throw new ProtocolException("a stack trace of " + elements + " elements");
    }
    StackTraceElement[] trace = new StackTraceElement[elements];
    for (int i = 0; i < elements; i++) {
      trace[i] = new StackTraceElement(in.readUTF(), in.readUTF(), readNullable(in), in.readInt());
    }
    return new RemoteException(type, message, trace, readFrom(in, depth + 1));
  }

  private static void writeNullable(@Nullable String text, DataOutputStream out)
      throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static @Nullable String readNullable(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }
}
