/**
 * A chat model that needs no network: a small program that reads its request and answers by rules. It knows nothing
 * but the request, so what it writes shows what it was told.
 */
@NullMarked
package dev.commonground.samples.offline;

import org.jspecify.annotations.NullMarked;
