/**
 * Memory that several agents share. Start at {@link dev.commonground.SharedMemory}.
 */
@NullMarked
package dev.commonground;

import org.jspecify.annotations.NullMarked;
