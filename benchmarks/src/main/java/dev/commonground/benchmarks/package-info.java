/**
 * The command that runs every benchmark.
 *
 * <p>Each benchmark has a package that says what it measures; none depends on another. All may use the shared packages:
 * {@code report} for figures, {@code measure} for instruments, {@code corpus} for generated memories, {@code writers} for
 * agents that write, and {@code ranking} for the quality of recall.
 */
@NullMarked
package dev.commonground.benchmarks;

import org.jspecify.annotations.NullMarked;
