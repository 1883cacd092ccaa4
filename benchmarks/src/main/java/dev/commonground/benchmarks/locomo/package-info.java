/** Measures recall from the conversations of LoCoMo. */
@NullMarked
package dev.commonground.benchmarks.locomo;

import org.jspecify.annotations.NullMarked;
