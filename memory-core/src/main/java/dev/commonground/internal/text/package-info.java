/**
 * The rules for texts that several packages share: ids, and the memory's own text in a conversation. Not API: types here may
 * change or disappear in any release.
 */
@NullMarked
package dev.commonground.internal.text;

import org.jspecify.annotations.NullMarked;
