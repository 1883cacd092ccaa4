/** A crew for another trade: an incident review out of log files, whose readers disagree until one of them settles it. */
@NullMarked
package dev.commonground.samples.incident;

import org.jspecify.annotations.NullMarked;
