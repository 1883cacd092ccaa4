/** How well statements are learned from labelled conversations. */
@NullMarked
package dev.commonground.benchmarks.learning;

import org.jspecify.annotations.NullMarked;
