/**
 * The model: memories with their scopes, statements and authors, the outcomes of writes, and cursors.
 */
@NullMarked
package dev.commonground.memory;

import org.jspecify.annotations.NullMarked;
