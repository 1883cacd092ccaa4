/**
 * What a memory is: whom it belongs to, what it says, who says so, and what a write did to it.
 */
@NullMarked
package dev.commonground.memory;

import org.jspecify.annotations.NullMarked;
