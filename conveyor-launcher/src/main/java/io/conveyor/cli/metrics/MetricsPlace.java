package io.conveyor.cli.metrics;

import io.conveyor.cli.terminal.Controls;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where metrics go.
 *
 * @param file the file that they are written to; null if they are served
 * @param port where they are served, on the loopback; 0 for any port that is free
 * @param sixth whether on the loopback of IPv6
 */
record MetricsPlace(@Nullable Path file, int port, boolean sixth) {

  private static final String ENDING = ".prom";
  private static final Pattern ADDRESS = Pattern.compile("(.*):(\\d{1,5})");
  private static final int MOST_PORTS = 65_535;
  private static final String IPV6 = "[::1]";
  private static final Set<String> LOOPBACK = Set.of("", "localhost", "127.0.0.1", IPV6);

  /** Reads what is given for the option. */
  static final class Converter implements ITypeConverter<MetricsPlace> {

    @Override
    public MetricsPlace convert(String text) {
      if (text.endsWith(ENDING)) {
        return new MetricsPlace(Path.of(text), 0, false);
      }
      Matcher address = ADDRESS.matcher(text);
      if (!address.matches() || Integer.parseInt(address.group(2)) > MOST_PORTS) {
        throw new TypeConversionException(
            "'%s' is no place for metrics: name a port of this machine, such as :9464, or a file that ends in %s"
                .formatted(Controls.name(text), ENDING));
      }
      String host = address.group(1);
      if (!LOOPBACK.contains(host)) {
        throw new TypeConversionException(
            "'%s' can be reached by others: metrics are served on the loopback alone; say :%s, and let what may be reached forward it"
                .formatted(Controls.name(text), address.group(2)));
      }
      return new MetricsPlace(null, Integer.parseInt(address.group(2)), host.equals(IPV6));
    }
  }

  String host() {
    return sixth ? "::1" : "127.0.0.1";
  }

  /** Returns the URL of what is served on a port. */
  String url(int taken) {
    return "http://%s:%d/metrics".formatted(sixth ? IPV6 : host(), taken);
  }
}
