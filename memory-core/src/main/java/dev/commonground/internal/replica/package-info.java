/**
 * Scopes on the heap: each follows its log in the store, with its search index beside it. Not API: types here may change or disappear in any release.
 */
@NullMarked
package dev.commonground.internal.replica;

import org.jspecify.annotations.NullMarked;
