/** Measures recall, floors and briefings on labelled tasks of teams, and recall in ten languages. */
@NullMarked
package dev.commonground.benchmarks.team;

import org.jspecify.annotations.NullMarked;
