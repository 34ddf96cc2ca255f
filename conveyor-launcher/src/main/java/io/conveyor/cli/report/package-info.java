/** The command {@code report}, and what runs keep for it. */
@NullMarked
package io.conveyor.cli.report;

import org.jspecify.annotations.NullMarked;
