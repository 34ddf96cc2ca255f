/**
 * Runs pipelines in tests of JUnit, and fails tests that leave something behind.
 *
 * <pre>
 *                       ┌─ PipelineRunner ─▶ runs, closed after the test
 *   ConveyorExtension ──┼─ Leftovers ──────▶ processes, threads, directories, open files
 *                       └─ Printed ────────▶ what stages printed, for the report of a failure
 * </pre>
 */
@NullMarked
package io.conveyor.junit;

import org.jspecify.annotations.NullMarked;
