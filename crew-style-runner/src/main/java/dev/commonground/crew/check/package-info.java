/**
 * Checks of an answer against the constraints of the team.
 */
@NullMarked
package dev.commonground.crew.check;

import org.jspecify.annotations.NullMarked;
