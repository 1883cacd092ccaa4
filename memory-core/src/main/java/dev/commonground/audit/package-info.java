/**
 * What a memory holds, who wrote it, who read it and what came of it, for the memory's owner and for persons who answer for
 * it.
 */
@NullMarked
package dev.commonground.audit;

import org.jspecify.annotations.NullMarked;
