/** What is measured, each figure beside its goal and the limit that this machine sets. */
@NullMarked
package dev.commonground.benchmarks;

import org.jspecify.annotations.NullMarked;
