/** Measures how many retrieval cases of PrecisionMemBench pass. */
@NullMarked
package dev.commonground.benchmarks.precision;

import org.jspecify.annotations.NullMarked;
