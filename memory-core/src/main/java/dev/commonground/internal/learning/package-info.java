/**
 * Learning from conversations: chunks, extraction, validation, and the write of what was learned. Not API: types here may
 * change or disappear in any release.
 */
@NullMarked
package dev.commonground.internal.learning;

import org.jspecify.annotations.NullMarked;
