/** Measures durable writes, embedded and in PostgreSQL. */
@NullMarked
package dev.commonground.benchmarks.remember;

import org.jspecify.annotations.NullMarked;
