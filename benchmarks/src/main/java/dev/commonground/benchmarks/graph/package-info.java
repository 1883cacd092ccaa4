/** Measures what the memory costs a step of a LangGraph4j graph. */
@NullMarked
package dev.commonground.benchmarks.graph;

import org.jspecify.annotations.NullMarked;
