/** A crew that reviews an incident from log files. Its readers disagree, and a reviewer settles the conflicts. */
@NullMarked
package dev.commonground.samples.incident;

import org.jspecify.annotations.NullMarked;
