package dev.commonground.internal.session;

import dev.commonground.memory.Assertion;

/** A live assertion with its position, which is negative while the assertion is pending. */
record LiveAssertion(long position, Assertion assertion) {}
