package io.conveyor.codec;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/** Loads classes of some packages anew, as another process would. */
final class IsolatedLoader extends URLClassLoader {

  private final List<String> prefixes;

  IsolatedLoader(String... prefixes) throws IOException {
    super(classPath(), IsolatedLoader.class.getClassLoader());
    this.prefixes = List.of(prefixes);
  }

  private static URL[] classPath() throws IOException {
    String[] entries = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    URL[] urls = new URL[entries.length];
    for (int i = 0; i < entries.length; i++) {
      urls[i] = Path.of(entries[i]).toUri().toURL();
    }
    return urls;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (prefixes.stream().noneMatch(name::startsWith)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  boolean hasLoaded(String name) {
    return findLoadedClass(name) != null;
  }
}
