/** Compares recall with other search libraries and agent memories on the same corpus. */
@NullMarked
package dev.commonground.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
