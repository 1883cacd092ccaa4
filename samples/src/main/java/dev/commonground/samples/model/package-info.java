/** Which chat model a sample talks to: one behind an OpenAI-compatible address, or the offline one. */
@NullMarked
package dev.commonground.samples.model;

import org.jspecify.annotations.NullMarked;
