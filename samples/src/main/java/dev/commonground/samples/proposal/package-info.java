/**
 * A proposal written by a researcher, a writer and an editor out of one shared memory: as a crew, and as plain LangGraph4j
 * nodes.
 */
@NullMarked
package dev.commonground.samples.proposal;

import org.jspecify.annotations.NullMarked;
