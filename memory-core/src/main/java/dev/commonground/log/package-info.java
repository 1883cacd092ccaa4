/**
 * The append-only log of each scope, the cursors through which it is seen, and what keeps it: to add an engine,
 * implement {@link dev.commonground.log.MemoryStore}.
 */
@NullMarked
package dev.commonground.log;

import org.jspecify.annotations.NullMarked;
