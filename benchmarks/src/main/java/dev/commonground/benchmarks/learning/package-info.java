/** Measures learning with labelled conversations. */
@NullMarked
package dev.commonground.benchmarks.learning;

import org.jspecify.annotations.NullMarked;
