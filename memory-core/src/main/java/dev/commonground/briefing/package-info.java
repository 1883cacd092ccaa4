/**
 * What an agent starts its turn with.
 */
@NullMarked
package dev.commonground.briefing;

import org.jspecify.annotations.NullMarked;
