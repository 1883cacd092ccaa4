/**
 * A chat model that needs no network: a small program that reads its request and answers by rules. It knows only the
 * request, so its text shows which memories the request contained.
 */
@NullMarked
package dev.commonground.samples.offline;

import org.jspecify.annotations.NullMarked;
