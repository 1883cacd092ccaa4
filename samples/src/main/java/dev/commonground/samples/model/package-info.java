/** Selects the chat model of a sample: one at an OpenAI-compatible endpoint, or the offline model. */
@NullMarked
package dev.commonground.samples.model;

import org.jspecify.annotations.NullMarked;
