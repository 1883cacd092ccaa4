/** Measures what encryption, audiences and the chain of hashes cost. */
@NullMarked
package dev.commonground.benchmarks.safety;

import org.jspecify.annotations.NullMarked;
