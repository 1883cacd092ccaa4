/** What stands between a writer and the memory: the write guard, and the redaction of secrets. */
@NullMarked
package dev.commonground.guard;

import org.jspecify.annotations.NullMarked;
