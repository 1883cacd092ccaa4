/**
 * The embedded store: one SQLite file, no server, several processes on one machine.
 */
@NullMarked
package dev.commonground.sqlite;

import org.jspecify.annotations.NullMarked;
