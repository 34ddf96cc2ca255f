/**
 * Reads the cases that test a pipeline: those of its file, and those of the file beside it.
 *
 * <pre>
 *   orders.yaml        tests: ─┐
 *   orders.tests.yaml  tests: ─┴─ Cases ─ CaseReader ─▶ Case, of Blocks and Expected
 * </pre>
 */
@NullMarked
package io.conveyor.yaml.cases;

import org.jspecify.annotations.NullMarked;
