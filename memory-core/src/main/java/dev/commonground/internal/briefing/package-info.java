/**
 * How a briefing is composed and rendered within its budget. Not API: types here may change or disappear in any release.
 */
@NullMarked
package dev.commonground.internal.briefing;

import org.jspecify.annotations.NullMarked;
