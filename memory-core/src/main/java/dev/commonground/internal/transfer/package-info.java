/**
 * Export and import of what a session sees. Not API: types here may change or disappear in any release.
 */
@NullMarked
package dev.commonground.internal.transfer;

import org.jspecify.annotations.NullMarked;
