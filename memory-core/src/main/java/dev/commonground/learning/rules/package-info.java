/** Takes statements out of conversations and pages of notes by rules, without any model. */
@NullMarked
package dev.commonground.learning.rules;

import org.jspecify.annotations.NullMarked;
