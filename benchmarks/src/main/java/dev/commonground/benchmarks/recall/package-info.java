/** Measures the time, the exactness and the memory of recall in scopes of many sizes. */
@NullMarked
package dev.commonground.benchmarks.recall;

import org.jspecify.annotations.NullMarked;
