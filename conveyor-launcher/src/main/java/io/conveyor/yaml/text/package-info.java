/**
 * A YAML text as a tree of values, each with its place, and the problems that are found in it.
 *
 * <pre>
 * bytes ─ SourceText ─ YamlParser ─ Yaml ─┬─ Fields ─ Value     the entries of a mapping, by key
 *                                         │
 *                              Place ─────┴─▶ Problems          file:line:column, all at once
 * </pre>
 */
@NullMarked
package io.conveyor.yaml.text;

import org.jspecify.annotations.NullMarked;
