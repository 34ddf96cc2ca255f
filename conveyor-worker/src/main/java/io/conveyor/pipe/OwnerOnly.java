package io.conveyor.pipe;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Permissions of what a run keeps on disk: for its owner alone, from the moment it is created. */
final class OwnerOnly {

  static final FileAttribute<Set<PosixFilePermission>> FILE = of("rw-------");
  static final FileAttribute<Set<PosixFilePermission>> DIRECTORY = of("rwx------");

  private OwnerOnly() {}

  private static FileAttribute<Set<PosixFilePermission>> of(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
