/** Measures how far planted experiences reach recall and briefings. */
@NullMarked
package dev.commonground.benchmarks.trust;

import org.jspecify.annotations.NullMarked;
