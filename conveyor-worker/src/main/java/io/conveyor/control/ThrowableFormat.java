package io.conveyor.control;

import io.conveyor.RemoteException;
import io.conveyor.stage.RemoteThrowables;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/** How throwables go over a control link. */
final class ThrowableFormat {

  private ThrowableFormat() {}

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
    if (depth > RemoteThrowables.MOST_CAUSES) {
      throw new ProtocolException("more than " + RemoteThrowables.MOST_CAUSES + " causes");
    }
    String type = in.readUTF();
    String message = readNullable(in);
    int elements = in.readUnsignedShort();
    if (elements > RemoteThrowables.MOST_ELEMENTS) {
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
