package io.conveyor.yaml;

import io.conveyor.yaml.text.Fields;
import io.conveyor.yaml.text.Place;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.Variables;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A pipeline file, and those that its stages include.
 *
 * @param file the file
 * @param fields its keys
 * @param problems where its problems go
 * @param variables what stands for variables in its values, and knows which are secrets
 * @param included the files it includes, in order, by the place of their row; without those that
 *     could not be read
 */
record FileTree(
    Path file,
    Fields fields,
    Problems problems,
    Variables variables,
    Map<Place, FileTree> included) {

  /** Returns the files below this one, each before those that it includes. */
  Stream<FileTree> below() {
    Collection<FileTree> children = included.values();
    return children.stream().flatMap(FileTree::all);
  }

  /** Returns this file and those below. */
  Stream<FileTree> all() {
    return Stream.concat(Stream.of(this), below());
  }
}
