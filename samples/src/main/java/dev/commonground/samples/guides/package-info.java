/** One small program for each guide in {@code docs/guides}. The page shows its code, and a test runs it. */
@NullMarked
package dev.commonground.samples.guides;

import org.jspecify.annotations.NullMarked;
