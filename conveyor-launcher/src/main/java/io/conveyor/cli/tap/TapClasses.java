package io.conveyor.cli.tap;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/** The classes of a run's blocks, and those of filters, which see what is theirs alone. */
final class TapClasses extends URLClassLoader {

  private final List<Path> places;

  /**
   * Creates a loader.
   *
   * @param places where the classes of blocks are; what is not there is missed when it is needed
   */
  TapClasses(List<Path> places) {
    super(
        places.stream().map(TapClasses::url).toArray(URL[]::new),
        TapClasses.class.getClassLoader());
    this.places = List.copyOf(places);
  }

  List<Path> places() {
    return places;
  }

  void add(Path directory) {
    addURL(url(directory));
  }

  private static URL url(Path place) {
    try {
      return place.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
