/**
 * {@code conveyor new}: makes a small pipeline that works, to begin with.
 *
 * <pre>
 *   NewCommand ─ Template ─▶ ProjectFiles ─▶ NAME.yaml, its Java source, its inputs, its cases
 * </pre>
 */
@NullMarked
package io.conveyor.cli.templates;

import org.jspecify.annotations.NullMarked;
