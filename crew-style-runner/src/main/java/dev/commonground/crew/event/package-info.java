/**
 * What happens in a run, for those who watch it and those who ask later.
 */
@NullMarked
package dev.commonground.crew.event;

import org.jspecify.annotations.NullMarked;
