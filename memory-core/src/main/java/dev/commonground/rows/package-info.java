/** How entries, vectors and scopes stand in the rows of a table: what stores on SQL databases have in common. */
@NullMarked
package dev.commonground.rows;

import org.jspecify.annotations.NullMarked;
