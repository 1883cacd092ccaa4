/** Counts the source files and the method calls that one operation passes. */
@NullMarked
package dev.commonground.benchmarks.trace;

import org.jspecify.annotations.NullMarked;
