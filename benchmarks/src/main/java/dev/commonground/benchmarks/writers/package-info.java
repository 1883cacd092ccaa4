/** Agents, threads and processes that write as fast as possible, and the lower limit of a durable write. */
@NullMarked
package dev.commonground.benchmarks.writers;

import org.jspecify.annotations.NullMarked;
