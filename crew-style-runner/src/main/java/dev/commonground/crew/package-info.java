/**
 * Agents with roles that work through tasks and hand over through one memory: {@link dev.commonground.crew.Crew} is the
 * way in.
 */
@NullMarked
package dev.commonground.crew;

import org.jspecify.annotations.NullMarked;
