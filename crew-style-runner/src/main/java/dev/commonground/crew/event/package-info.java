/**
 * The events of a run, for listeners and for reports.
 */
@NullMarked
package dev.commonground.crew.event;

import org.jspecify.annotations.NullMarked;
