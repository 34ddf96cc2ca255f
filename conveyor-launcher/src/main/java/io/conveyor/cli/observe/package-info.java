/** What looks at a command's run, without a part in it: metrics and reports. */
@NullMarked
package io.conveyor.cli.observe;

import org.jspecify.annotations.NullMarked;
