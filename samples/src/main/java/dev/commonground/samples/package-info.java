/** A crew that writes a proposal, and one small main for each idea. */
@NullMarked
package dev.commonground.samples;

import org.jspecify.annotations.NullMarked;
