/** A researcher, a writer and an editor write a proposal with one shared memory: as a crew and as plain graph nodes. */
@NullMarked
package dev.commonground.samples.proposal;

import org.jspecify.annotations.NullMarked;
