/** A load generator for PostgreSQL that counts what passes between the processes and the server. */
@NullMarked
package dev.commonground.benchmarks.load;

import org.jspecify.annotations.NullMarked;
