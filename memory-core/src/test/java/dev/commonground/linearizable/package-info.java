/** Checks recorded calls of concurrent processes for linearizability. */
@NullMarked
package dev.commonground.linearizable;

import org.jspecify.annotations.NullMarked;
