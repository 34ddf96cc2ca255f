package io.conveyor.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Thirty pages on a server of this machine: most have titles, and some have the same one. */
final class Pages implements AutoCloseable {

  static final String MOST_COMMON = "News";
  private static final int COUNT = 30;

  private final HttpServer server;

  Pages() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", Pages::answer);
    server.start();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    int page = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
    String body = hasTitle(page) ? "<html><title>" + titleOf(page) + "</title></html>" : "no title";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static boolean hasTitle(int page) {
    return page % 5 != 0;
  }

  private static String titleOf(int page) {
    return page % 3 == 0 ? MOST_COMMON : "Page " + page;
  }

  /** Returns the addresses of all pages. */
  List<String> addresses() {
    int port = server.getAddress().getPort();
    return IntStream.range(0, COUNT).mapToObj(i -> "http://127.0.0.1:" + port + "/" + i).toList();
  }

  /** Returns the titles of those that have one, sorted. */
  static List<String> titles() {
    Stream<String> titles =
        IntStream.range(0, COUNT).filter(Pages::hasTitle).mapToObj(Pages::titleOf);
    return titles.sorted().toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
