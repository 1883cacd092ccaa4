/**
 * Sessions: one agent or person at work, with its views, writes and commits. Not API: types here may change or disappear in any release.
 */
@NullMarked
package dev.commonground.internal.session;

import org.jspecify.annotations.NullMarked;
