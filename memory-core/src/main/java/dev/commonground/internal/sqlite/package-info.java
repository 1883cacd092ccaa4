/**
 * The embedded store: one SQLite file without a server, for several processes on one machine. Not API: types here may
 * change or disappear in any release.
 */
@NullMarked
package dev.commonground.internal.sqlite;

import org.jspecify.annotations.NullMarked;
