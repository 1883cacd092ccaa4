/** Generated memories and questions with prepared vectors, equal in every run. */
@NullMarked
package dev.commonground.benchmarks.corpus;

import org.jspecify.annotations.NullMarked;
