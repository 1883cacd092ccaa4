/** Measures of the quality of recall, and the simple systems that recall is compared with. */
@NullMarked
package dev.commonground.benchmarks.ranking;

import org.jspecify.annotations.NullMarked;
