/** Runs what the documentation says. CONTRIBUTING.md tells what becomes of each kind of block. */
@NullMarked
package io.conveyor.docs;

import org.jspecify.annotations.NullMarked;
