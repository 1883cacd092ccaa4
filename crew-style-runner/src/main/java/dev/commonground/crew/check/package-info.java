/**
 * Whether an answer meets what the team knows it must meet.
 */
@NullMarked
package dev.commonground.crew.check;

import org.jspecify.annotations.NullMarked;
