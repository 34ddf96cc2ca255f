/**
 * Lines of text or JSON: what is read becomes blocks, and results become lines.
 *
 * <pre>
 * stream ─ LineReader ─ ParsedLines ─ InputBlocks ─▶ blocks
 *                            │
 *                         Format ─ Json
 *                            │
 * results ───────────────────┴──────── Output ─▶ stream
 * </pre>
 */
@NullMarked
package io.conveyor.cli.formats;

import org.jspecify.annotations.NullMarked;
