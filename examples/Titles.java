import io.conveyor.StreamJob;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fetches pages, takes their titles, and finds the most common one. */
public final class Titles {

  private static final Pattern TITLE = Pattern.compile("<title>(.*?)</title>");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Titles() {}

  public static String fetch(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return CLIENT.send(request, BodyHandlers.ofString()).body();
  }

  /** Gives nothing for a page without a title. */
  public static String title(String page) {
    Matcher title = TITLE.matcher(page);
    return title.find() ? title.group(1) : null;
  }

  /** Sees all titles of a run, and gives one of them. */
  public static final class MostCommon implements StreamJob<String, String> {

    @Override
    public Stream<String> run(Stream<String> titles) {
      Map<String, Long> counts =
          titles.collect(
              Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
      return counts.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .stream();
    }
  }
}
