/** Encryption at rest: a store that encrypts what it passes on to another one. */
@NullMarked
package dev.commonground.internal.encryption;

import org.jspecify.annotations.NullMarked;
