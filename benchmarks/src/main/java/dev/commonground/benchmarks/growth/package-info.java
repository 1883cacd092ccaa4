/** Measures how the cost of each verb grows with the size of a memory. */
@NullMarked
package dev.commonground.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
