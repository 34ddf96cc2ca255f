package io.conveyor.cli;

import picocli.CommandLine.IVersionProvider;

/** Says which versions are in use. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "conveyor " + (version == null ? "(development)" : version),
      "Java "
          + System.getProperty("java.version")
          + " ("
          + System.getProperty("java.vendor")
          + "), "
          + System.getProperty("java.home")
    };
  }
}
