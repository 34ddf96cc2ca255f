/**
 * Files that a run reads and writes: which they are, and how their bytes are packed.
 *
 * <pre>
 * --input 'logs/*.gz' ─ InputFiles ─▶ files ─ Counted ─ Compression ─▶ bytes
 * --output x.gz ◀─ ResultFile ◀─ Compression ◀─ bytes
 * </pre>
 */
@NullMarked
package io.conveyor.cli.files;

import org.jspecify.annotations.NullMarked;
