/**
 * Briefings: the knowledge with which an agent starts its turn.
 */
@NullMarked
package dev.commonground.briefing;

import org.jspecify.annotations.NullMarked;
