/**
 * Search in one scope: the index of keywords and vectors, candidates and their ranking. Not API: types here may change or
 * disappear in any release.
 */
@NullMarked
package dev.commonground.internal.search;

import org.jspecify.annotations.NullMarked;
