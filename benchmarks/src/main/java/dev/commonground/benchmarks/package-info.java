/** Benchmarks; each prints its figures with their goals and the limits of the machine. */
@NullMarked
package dev.commonground.benchmarks;

import org.jspecify.annotations.NullMarked;
