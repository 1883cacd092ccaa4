/** Takes statements out of conversations, with the words they were taken from. */
@NullMarked
package dev.commonground.learning;

import org.jspecify.annotations.NullMarked;
