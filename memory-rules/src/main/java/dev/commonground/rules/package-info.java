/** Rules that extract statements from English conversations and notes without a model. */
@NullMarked
package dev.commonground.rules;

import org.jspecify.annotations.NullMarked;
