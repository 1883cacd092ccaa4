/**
 * The log of one scope on the heap: folded statements, and what a snapshot sees of them. Not API: types here may change or disappear in any release.
 */
@NullMarked
package dev.commonground.internal.log;

import org.jspecify.annotations.NullMarked;
