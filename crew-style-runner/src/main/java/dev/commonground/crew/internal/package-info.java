/** Code that several packages of the crew runner share. It is not part of the API and can change in any release. */
@NullMarked
package dev.commonground.crew.internal;

import org.jspecify.annotations.NullMarked;
