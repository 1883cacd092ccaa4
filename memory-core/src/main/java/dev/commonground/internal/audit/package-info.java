/**
 * Listings of a memory, and questions about where a memory came from and went. Not API: types here may change or disappear
 * in any release.
 */
@NullMarked
package dev.commonground.internal.audit;

import org.jspecify.annotations.NullMarked;
