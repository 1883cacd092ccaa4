/** Measures what a user waits for, the embedding of every text included. */
@NullMarked
package dev.commonground.benchmarks.felt;

import org.jspecify.annotations.NullMarked;
