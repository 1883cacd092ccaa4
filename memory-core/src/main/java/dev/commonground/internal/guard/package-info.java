/**
 * The gate that every write passes: secrets are redacted, then the write guard decides. Not API: types here may change or
 * disappear in any release.
 */
@NullMarked
package dev.commonground.internal.guard;

import org.jspecify.annotations.NullMarked;
