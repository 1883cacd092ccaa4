/**
 * The inside of the memory. Nothing below this package is API: types may change or disappear in any release.
 */
@NullMarked
package dev.commonground.internal;

import org.jspecify.annotations.NullMarked;
