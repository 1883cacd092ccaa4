/** GateMem: who is told what in episodes with many roles, and what is left after a deletion. */
@NullMarked
package dev.commonground.benchmarks.gatemem;

import org.jspecify.annotations.NullMarked;
