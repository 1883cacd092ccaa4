/** Figures with their goals and limits, and the reports that print them. */
@NullMarked
package dev.commonground.benchmarks.report;

import org.jspecify.annotations.NullMarked;
