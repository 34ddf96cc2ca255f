/** Writes what is known of the keys of pipeline files as a JSON Schema, for editors. */
@NullMarked
package io.conveyor.yaml.schema;

import org.jspecify.annotations.NullMarked;
